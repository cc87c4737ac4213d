/** A failure in words: what it says, whose side it was, what its code means, and what to do about it. */
import { errors, type ErrorEntry } from '../../model/errors.ts'
import type { Failure } from '../../model/message.ts'
import type { Line } from '../parts/line.ts'
import { factLines } from './facts.ts'
import { shown } from './message.ts'

const sides: Readonly<Record<Failure['leg'], string>> = {
  client: 'the client',
  upstream: 'the upstream',
  middlebox: 'Middlebox',
}

export function failureLines({ code, message, leg, hint }: Failure, width: number): Line[] {
  const entry = (errors as Record<string, ErrorEntry | undefined>)[code]
  const remedy = hint ?? entry?.hint
  return factLines(
    [
      ['failed', [shown(message), 'serverError']],
      ['side', [sides[leg]]],
      ['means', [entry?.summary ?? 'not known'], [`  ${shown(code)}`, 'dim']],
      remedy === undefined || remedy === 'None.' ? undefined : ['to do', [shown(remedy), 'warning']],
    ],
    width,
  )
}
