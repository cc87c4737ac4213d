/** What is to be told a client that does not trust our CA: it depends on the listener that it came to. */
import { quote } from '../../kit/shell-word.ts'
import { secureUrl } from '../../kit/reachable.ts'
import type { TlsFailure } from '../../model/exchange.ts'
import type { Listener, TuiSource } from '../source.ts'

export type Remedy = {
  /** Where the line belongs. */
  readonly where: string
  /** What can be copied. */
  readonly line: string
  /** Another way, and its line. */
  readonly or: string
  readonly other: string
}

type Given = Pick<TuiSource, 'listening' | 'others' | 'advice'>

/** All of them: a forward listener first, where there is one. */
export function listenersOf({ listening, others = [] }: Pick<Given, 'listening' | 'others'>): readonly Listener[] {
  const all = [listening, ...others]
  return [...all.filter(({ mode }) => mode === 'forward'), ...all.filter(({ mode }) => mode === 'reverse')]
}

/** Of the first listener where nothing failed yet. */
export function remedyFor(source: Given, failure?: Pick<TlsFailure, 'site'>): Remedy {
  const { listening, advice } = source
  const listeners = listenersOf(source)
  const came = failure === undefined ? listeners[0]! : listeners.find(({ site }) => site === failure.site)
  const ca = quote(listening.ca)
  // A shell that is sent through a reverse listener reaches nothing else any more.
  if (came?.mode === 'reverse')
    return {
      where: 'For one request',
      line: `curl --cacert ${ca} ${secureUrl(came.url)}`,
      or: 'or for browsers, on this machine',
      other: advice.trust,
    }
  return {
    where: 'In its shell',
    line: advice.env,
    or: `or let it trust ${listening.ca}`,
    other: `curl --cacert ${ca}`,
  }
}
