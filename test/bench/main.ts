/** The benchmark: Middlebox beside a bare `node:http` proxy and its peers, in one run on one machine. */
import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openBench } from './bench.ts'
import { killAllChildren } from './children.ts'
import { checkFloors } from './floors.ts'
import { machineFacts, machineReport } from './machine.ts'
import { readOptions, usage } from './options.ts'
import type { BenchOptions } from './options.ts'
import { peers } from './peers/index.ts'
import type { Peer } from './peers/peer.ts'
import { floorReport, rowReport } from './report.ts'
import { rows } from './rows/index.ts'
import type { Pace } from './rows/row.ts'
import { ratioOf, runRow, valueOf } from './sampling.ts'
import type { RowResult } from './sampling.ts'

const full: Pace = {
  warmMs: 1500,
  measureMs: 2000,
  latencyMs: 500,
  downloadBytes: 512 * 1024 * 1024,
  deadline: 60 * 60_000,
}
const short: Pace = { warmMs: 600, measureMs: 700, latencyMs: 0, downloadBytes: 128 * 1024 * 1024, deadline: 40_000 }

const print = (text: string) => void process.stdout.write(text)

async function main(options: BenchOptions): Promise<number> {
  if (!options.short) installPeers()
  const chosen = choosePeers(options)
  const gone = chosen.flatMap((peer): [Peer, string][] => {
    const reason = peer.missing()
    return reason === undefined ? [] : [[peer, reason]]
  })
  const here = chosen.filter((peer) => !gone.some(([other]) => other === peer))
  const machine = machineFacts()
  print(machineReport(machine, here, gone))
  const bench = await openBench()
  const results: RowResult[] = []
  for (const row of chooseRows(options)) {
    const reason = row.missing?.()
    if (reason !== undefined) {
      print(`\n${row.title} (${row.name})\n  skipped: ${reason}\n`)
      continue
    }
    const rounds = options.short ? (row.shortRounds ?? 1) : Math.min(row.rounds ?? options.rounds, options.rounds)
    const result = await runRow(bench, row, here, rounds, options.short ? short : full)
    results.push(result)
    print(rowReport(result))
  }
  await bench.close()
  const slack = options.short ? 1.5 : 1
  const floors = checkFloors(results, slack)
  print(floorReport(floors, slack))
  if (options.json !== undefined)
    writeFileSync(options.json, JSON.stringify({ machine, options, floors, rows: results.map(plain) }, null, 2))
  return options.check && floors.some(({ state }) => state === 'missed') ? 1 : 0
}

/** The short form has no peers unless they are named; Middlebox and the baseline always run. */
function choosePeers({ short, peers: named }: BenchOptions): Peer[] {
  const names = named ?? (short ? [] : peers.map(({ name }) => name))
  return peers.filter(({ name }) => name === 'middlebox' || name === 'bare' || names.includes(name))
}

function chooseRows({ short, only }: BenchOptions) {
  if (only.length > 0) return rows.filter(({ name }) => only.includes(name))
  return rows.filter(({ shortRounds }) => !short || shortRounds !== undefined)
}

/** The benchmark's own packages, which the project's own install leaves out. None of them needs its install script. */
function installPeers(): void {
  if (existsSync(fileURLToPath(import.meta.resolve('./node_modules')))) return
  process.stderr.write('installing the packages of test/bench\n')
  const folder = fileURLToPath(import.meta.resolve('./'))
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'], {
    cwd: folder,
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0) process.stderr.write('npm ci failed: the peers that need it are skipped\n')
}

function plain(result: RowResult) {
  return {
    row: result.row.name,
    neighbours: result.neighbours,
    peers: result.peers.map((peer) => ({
      ...peer,
      values: Object.fromEntries(result.row.columns.map((column) => [column.key, valueOf(peer, column)])),
      ratios: Object.fromEntries(
        result.row.columns
          .filter(({ ratio }) => ratio === true)
          .map((column) => [column.key, ratioOf(result, peer, column)]),
      ),
    })),
  }
}

function readOptionsOrExit(): BenchOptions {
  try {
    return readOptions(
      process.argv.slice(2),
      rows.map(({ name }) => name),
      peers.map(({ name }) => name),
    )
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${usage}`)
    process.exit(2)
  }
}

// `exit` handlers run for every end but SIGKILL: children first, then the temporary directory.
process.once('exit', killAllChildren)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130))
if (process.platform !== 'linux') {
  process.stderr.write('Expected Linux, because CPU time and memory are read from /proc\n')
  process.exit(2)
}
process.exit(await main(readOptionsOrExit()))
