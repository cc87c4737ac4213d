/** The things that commands are about, by their ids: found, or complained about. */
import { nearest } from '../../../kit/nearest.ts'
import { MiddleboxError } from '../../../model/errors.ts'
import type { Exchange } from '../../../model/exchange.ts'
import type { OptionSpec } from '../../../model/option.ts'
import type { Paused } from '../../../model/paused.ts'
import type { SessionDesk } from '../../desk.ts'
import { notPaused } from '../../desk.ts'
import type { CommandWorld } from './world.ts'

export const exchangeId = { kind: 'text', summary: 'the id of an exchange' } as const satisfies OptionSpec
export const pausedId = {
  kind: 'text',
  summary: 'the id of a pause, or of its exchange',
} as const satisfies OptionSpec
export const ruleName = { kind: 'text', summary: 'the name of a rule' } as const satisfies OptionSpec

/** @throws MiddleboxError not_found */
export function exchangeOf({ store }: Pick<CommandWorld, 'store'>, id: string): Exchange {
  const exchange = store.get(id)
  if (exchange !== undefined) return exchange
  const hint = 'The command exchanges lists those that are kept.'
  throw new MiddleboxError('not_found', `Expected the id of an exchange, got ${JSON.stringify(id)}.`, hint)
}

/** @throws MiddleboxError not_found */
export function pausedOf(desk: SessionDesk, id: string): Paused {
  const paused = desk.find(id)
  if (paused === undefined) throw notPaused(id)
  return paused
}

/** The complaint about a word that is none of these. */
export function unknownWord(what: string, word: string, known: readonly string[]): MiddleboxError {
  const meant = nearest(word, known)
  const hint = meant === undefined ? `There are ${known.join(', ')}.` : `Did you mean ${meant}?`
  return new MiddleboxError('usage', `Expected ${what}, got ${JSON.stringify(word)}.`, hint)
}
