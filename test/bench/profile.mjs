/**
 * Where Middlebox spends its time: runs one row against it under Node's CPU profiler and prints the functions with the
 * largest share of their own time. `npm run bench:profile -- ROW [COUNT]`
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBench } from './bench.ts'
import { killAllChildren } from './children.ts'
import { middlebox, startMiddlebox } from './peers/middlebox.ts'
import { table } from './report.ts'
import { rows } from './rows/index.ts'

const pace = { warmMs: 1500, measureMs: 5000, latencyMs: 100, downloadBytes: 512 * 1024 * 1024, deadline: Infinity }

/** Microseconds of own time by `key` of a call frame, without the time the process waited. */
function selfTimes({ nodes, samples, timeDeltas }, key) {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]))
  const times = new Map()
  for (const [at, id] of samples.entries()) {
    const frame = frames.get(id)
    if (frame === undefined || frame.functionName === '(idle)') continue
    times.set(key(frame), (times.get(key(frame)) ?? 0) + timeDeltas[at])
  }
  return [...times].sort((one, other) => other[1] - one[1])
}

const place = ({ url }) => url.replace(/^.*\/(?=(dist|node_modules|bin)\/)/, '')
const byFunction = (frame) => `${frame.functionName || '(anonymous)'}  ${place(frame)}:${frame.lineNumber + 1}`
const byFile = (frame) => place(frame) || frame.functionName || '(native)'

function report(title, times, count) {
  const total = times.reduce((sum, [, time]) => sum + time, 0)
  const lines = times.slice(0, count).map(([name, time]) => [((time / total) * 100).toFixed(1), name])
  process.stdout.write(`\n${title}\n${table([['%', ''], ...lines])}`)
}

async function profile(row, count) {
  const directory = mkdtempSync(join(tmpdir(), 'middlebox-profile-'))
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }))
  const bench = await openBench()
  // The CA is made in a start of its own, which must not be in the profile.
  await (await startMiddlebox(bench, 'forward')).close()
  const flags = ['--cpu-prof', '--cpu-prof-interval', '200', '--cpu-prof-dir', directory]
  const profiled = { ...middlebox, start: (open, mode) => startMiddlebox(open, mode, 'proxy', flags) }
  await row.sample(bench, profiled, pace)
  await bench.close()
  const [file] = readdirSync(directory)
  if (file === undefined) throw new Error('Expected Node to write a profile when Middlebox ended, but there is none')
  const recorded = JSON.parse(readFileSync(join(directory, file), 'utf8'))
  report('Own time by function', selfTimes(recorded, byFunction), count)
  report('Own time by file', selfTimes(recorded, byFile), count)
}

process.once('exit', killAllChildren)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(130))
const [name, count = '40'] = process.argv.slice(2)
const row = rows.find((candidate) => candidate.name === name)
const missing = middlebox.missing()
if (row === undefined || missing !== undefined) {
  const reason = missing ?? `Expected the name of a row (${rows.map((each) => each.name).join(', ')}), got ${name}`
  process.stderr.write(`${reason}\n`)
  process.exit(2)
}
await profile(row, Number(count))
process.exit(0)
