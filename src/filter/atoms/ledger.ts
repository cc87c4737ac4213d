/** Atoms about what Middlebox or a profile did on the way: ~stripped ~added ~changed ~fault ~mock ~cassette ~rule. */
import type { Exchange } from '../../model/exchange.ts'
import type { Patch } from '../../model/hop.ts'
import { flag, patternOf, patternText, search } from '../atom.ts'
import type { Atom } from '../atom.ts'

/** `~fault reset` is not `reset_peer`. */
const wholeName = { whole: true }

export const ledgerAtoms: readonly Atom[] = [
  search({
    name: 'stripped',
    from: 'middlebox',
    help: 'name of a field that was removed on the way, in either direction',
    example: '~stripped ^accept-encoding$',
    phase: 'response-head',
    subject: 'the name of a removed field',
    tests: (pattern) => ({
      exchange: (exchange) =>
        anyPatch(exchange, (patch) => isField(patch) && patch.op === 'remove' && pattern.test(patch.name)),
    }),
  }),
  search({
    name: 'added',
    from: 'middlebox',
    help: 'name of a field that was added on the way, in either direction',
    example: '~added ^via$',
    phase: 'response-head',
    subject: 'the name of an added field',
    tests: (pattern) => ({
      exchange: (exchange) =>
        anyPatch(exchange, (patch) => isField(patch) && patch.op === 'add' && pattern.test(patch.name)),
    }),
  }),
  {
    name: 'changed',
    from: 'middlebox',
    argument: 'optional pattern',
    help: 'name of anything in a head that was changed on the way (added, removed, set, renamed, moved; :target and the like for the start line); alone, any change',
    example: '~changed ^host$',
    phase: 'response-head',
    clause: (argument) =>
      argument.kind === 'none'
        ? ['a head was changed on the way', 'no head was changed on the way']
        : [
            `the name of a changed field matches ${patternText(argument)}`,
            `the name of a changed field does not match ${patternText(argument)}`,
          ],
    compile: (argument, options) => {
      if (argument.kind === 'none') return { exchange: (exchange) => anyPatch(exchange, () => true) }
      const pattern = patternOf(argument, options)
      return {
        exchange: (exchange) =>
          anyPatch(exchange, (patch) => pattern.test(patch.name) || renamedFrom(patch, pattern.test)),
      }
    },
  },
  {
    name: 'fault',
    from: 'middlebox',
    flags: wholeName,
    argument: 'optional pattern',
    help: 'a fault was applied; with a pattern, one whose whole name it matches',
    example: '~fault latency',
    phase: 'end',
    clause: (argument) =>
      argument.kind === 'none'
        ? ['a fault was applied', 'no fault was applied']
        : [`a fault named ${patternText(argument)} was applied`, `no fault named ${patternText(argument)} was applied`],
    compile: (argument, options) => {
      const applied = (exchange: Partial<Exchange>) => exchange.faults?.filter((fault) => fault.applied) ?? []
      if (argument.kind === 'none')
        return { exchange: (exchange) => exchange.outcome === 'fault' || applied(exchange).length > 0 }
      const pattern = patternOf(argument, options, wholeName)
      return { exchange: (exchange) => applied(exchange).some((fault) => pattern.test(fault.name)) }
    },
  },
  flag({
    name: 'mock',
    from: 'middlebox',
    help: 'answered by a mock',
    phase: 'end',
    yes: 'it was mocked',
    no: 'it was not mocked',
    tests: { exchange: ({ outcome }) => outcome === 'mock' },
  }),
  {
    name: 'cassette',
    from: 'middlebox',
    argument: 'choice',
    choices: ['hit', 'miss', 'recorded'],
    help: 'what the cassette had for it',
    example: '~cassette miss',
    phase: 'response-head',
    clause: (argument) => {
      const text = argument.kind === 'choice' ? argument.values.join(' or ') : ''
      return [`the cassette result is ${text}`, `the cassette result is not ${text}`]
    },
    compile: (argument) => {
      const values: readonly string[] = argument.kind === 'choice' ? argument.values : []
      return { exchange: ({ cassette }) => cassette != null && values.includes(cassette.result) }
    },
  },
  search({
    name: 'rule',
    from: 'middlebox',
    help: 'name of a rule that acted on it, or drew whether to',
    example: '~rule "payments are slow"',
    phase: 'end',
    subject: 'the name of a rule',
    tests: (pattern) => ({ exchange: ({ rules }) => rules?.some((rule) => pattern.test(rule.name)) ?? false }),
  }),
]

function anyPatch({ hops }: Partial<Exchange>, test: (patch: Patch) => boolean): boolean {
  return hops?.some((hop) => hop.request.some(test) || hop.response.some(test)) ?? false
}

/** Patches of the start line have index −1. */
function isField(patch: Patch): boolean {
  return patch.index >= 0
}

function renamedFrom(patch: Patch, test: (name: string) => boolean): boolean {
  return patch.op === 'rename' && patch.before !== undefined && test(patch.before)
}
