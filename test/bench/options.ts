/** The command line of the benchmark. */
import { parseArgs } from 'node:util'

export type BenchOptions = {
  /** The form for CI: fewer peers and rounds, under a minute. */
  short: boolean
  /** Exit 1 when a floor is missed. */
  check: boolean
  /** Names of rows; empty = all. */
  only: readonly string[]
  /** Names of peers besides Middlebox and the bare proxy; undefined = all that are there. */
  peers: readonly string[] | undefined
  rounds: number
  json: string | undefined
}

export const usage = `Usage: npm run bench -- [options]
  --only row,row     only these rows
  --peers a,b        only these peers (Middlebox and the bare proxy always run)
  --rounds N         interleaved rounds of Middlebox and the bare proxy (5; 1 to 20)
  --json FILE        write every sample as JSON
  --check            exit 1 when a floor is missed
  --short            fewer rows, peers and rounds: under a minute; with --check only a floor missed by half fails
`

/** Throws an Error with one line when an option is wrong. */
export function readOptions(args: string[], rows: readonly string[], peers: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string' },
      peers: { type: 'string' },
      rounds: { type: 'string' },
      json: { type: 'string' },
      check: { type: 'boolean', default: false },
      short: { type: 'boolean', default: false },
    },
  })
  const rounds = Number(values.rounds ?? (values.short ? 3 : 5))
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 20) {
    throw new Error(`Expected --rounds from 1 to 20, got ${values.rounds}`)
  }
  return {
    short: values.short,
    check: values.check,
    only: names('--only', values.only, rows) ?? [],
    peers: names('--peers', values.peers, peers),
    rounds,
    json: values.json,
  }
}

function names(option: string, value: string | undefined, known: readonly string[]): string[] | undefined {
  const given = value?.split(',').filter(Boolean)
  for (const name of given ?? []) {
    if (!known.includes(name)) throw new Error(`Expected ${option} to name some of ${known.join(', ')}; got ${name}`)
  }
  return given
}
