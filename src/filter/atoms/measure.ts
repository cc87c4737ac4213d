/** Atoms that compare numbers: ~c ~dur ~size. What is not known yet compares with nothing, not even with !=. */
import type { Exchange } from '../../model/exchange.ts'
import { compare } from '../argument.ts'
import type { Atom, FilterOptions } from '../atom.ts'
import type { Argument, Operator } from '../node.ts'

export const measureAtoms: readonly Atom[] = [
  {
    name: 'c',
    from: 'mitmproxy',
    argument: 'status',
    help: 'status: a number, a class (4xx), or a comparison (= != >= > <= <)',
    example: '~c >=500',
    phase: 'response-head',
    clause: (argument) => words('the status', argument, ''),
    compile: (argument) => {
      const test = comparison(argument)
      return { exchange: ({ status }) => status != null && test(status) }
    },
  },
  {
    name: 'dur',
    from: 'middlebox',
    argument: 'duration',
    help: 'duration from the first byte of the request to the end, in ms or with a unit (2s)',
    example: '~dur >500',
    phase: 'end',
    clause: (argument) => words('the duration', argument, ' ms'),
    compile: (argument, options) => {
      const test = comparison(argument)
      const took = (subject: { startedAt?: number; endedAt?: number }): boolean => {
        const ms = duration(subject, options)
        return ms !== undefined && test(ms)
      }
      return { exchange: took, tunnel: took }
    },
  },
  {
    name: 'size',
    from: 'middlebox',
    argument: 'size',
    help: 'bytes of both bodies together, as sent, in bytes or with a unit (k, m, g of 1024; kB, MB, GB of 1000)',
    example: '~size >1m',
    phase: 'end',
    clause: (argument) => words('the size', argument, ' bytes'),
    compile: (argument) => {
      const test = comparison(argument)
      return {
        exchange: (exchange: Partial<Exchange>) =>
          test((exchange.requestBody?.size ?? 0) + (exchange.responseBody?.size ?? 0)),
        tunnel: ({ bytesUp, bytesDown }) => test(bytesUp + bytesDown),
      }
    },
  },
]

function duration(
  { startedAt, endedAt }: { startedAt?: number; endedAt?: number },
  { now }: FilterOptions,
): number | undefined {
  const end = endedAt ?? now?.()
  return startedAt === undefined || end === undefined ? undefined : end - startedAt
}

function comparison(argument: Argument): (value: number) => boolean {
  if (argument.kind === 'class') {
    const equal = argument.operator === '='
    return (status) => (Math.floor(status / 100) === argument.hundreds) === equal
  }
  if (argument.kind !== 'comparison') return () => false
  const { operator, value } = argument
  return (measured) => compare(operator, measured, value)
}

const verbs: Record<Operator, readonly [yes: string, no: string]> = {
  '=': ['is', 'is not'],
  '!=': ['is not', 'is'],
  '>': ['is over', 'is not over'],
  '>=': ['is at least', 'is under'],
  '<': ['is under', 'is at least'],
  '<=': ['is at most', 'is over'],
}

function words(subject: string, argument: Argument, unit: string): readonly [string, string] {
  if (argument.kind !== 'comparison' && argument.kind !== 'class') return [subject, subject]
  const [yes, no] = verbs[argument.operator]
  const value = argument.kind === 'class' ? `${argument.hundreds}xx` : `${argument.value}${unit}`
  return [`${subject} ${yes} ${value}`, `${subject} ${no} ${value}`]
}
