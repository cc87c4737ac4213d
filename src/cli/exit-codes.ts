/** Exit codes by meaning (PRODUCT §2). A code that this version never uses is not here. */
import { constants } from 'node:os'

export const exitCodes = {
  ok: 0,
  failure: 1,
  usage: 2,
  /** `run`: we failed before the child started. */
  notStarted: 125,
  notExecutable: 126,
  notFound: 127,
} as const

/** What a shell says of a process that this signal ended. */
export function codeOfSignal(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal]
}

/** For the reference page. */
export const exitCodeTable: readonly (readonly [code: string, meaning: string])[] = [
  ['0', 'all went well'],
  ['1', 'something failed while running'],
  ['2', 'the command line or a config file is wrong'],
  ["the child's own", '`run`: the command ended with it'],
  ['125', '`run`: Middlebox failed before the command started'],
  ['126', '`run`: the command cannot be executed'],
  ['127', '`run`: the command was not found'],
  ['128 + n', '`run`: the command was ended by signal n'],
  ['130, 143', 'ended at once by a second SIGINT or SIGTERM (129, 131: SIGHUP, SIGQUIT)'],
]
