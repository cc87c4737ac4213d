/** Somebody who presses anything at all while traffic goes by: five seconds of it in a test run, ten minutes under `npm run soak`. */
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { faults } from '../../src/faults/index.ts'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'
import { widthOf } from '../../src/kit/width.ts'
import { MiddleboxError } from '../../src/model/errors.ts'
import type { ProxyEvent } from '../../src/model/event.ts'
import { type App, createApp } from '../../src/tui/control/app.ts'
import { paste, pressKey } from '../../src/tui/control/keys.ts'
import { pressMouse } from '../../src/tui/control/mouse.ts'
import { bindings } from '../../src/tui/keys/bindings.ts'
import type { TuiSource } from '../../src/tui/source.ts'
import { soaking } from '../support/abuse.ts'
import { commandBench } from '../support/commands.ts'
import { createTestSource } from '../support/tui.ts'
import { traffic } from './frames/traffic.ts'
import { stripVTControlCharacters } from 'node:util'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const duration = soaking ? 590_000 : 4_500

const keys = [
  ...new Set(bindings.flatMap((binding) => binding.keys)),
  ...[
    'backspace',
    'delete',
    'ctrl-a',
    'ctrl-e',
    'ctrl-k',
    'ctrl-u',
    'ctrl-w',
    'ctrl-g',
    'f5',
    '~',
    'é',
    '日',
    '👩‍👩‍👧',
    '"',
    '\\',
  ],
]

const pastes = [
  '~c 500',
  '~b (',
  'filter ~d shop',
  'theme light',
  '\x1b[2J',
  '日本語\n👍🏽',
  'x'.repeat(500),
  'rule add',
  ' ',
  '',
]

const sizes = [
  { columns: 80, rows: 24 },
  { columns: 120, rows: 40 },
  { columns: 200, rows: 60 },
  { columns: 20, rows: 4 },
  { columns: 33, rows: 9 },
]

/** Mulberry32: the same presses for the same seed. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function stage(folder: string, draw: () => number) {
  const bench = commandBench(0, { maxExchanges: 300, maxMemory: 8e6, maxBody: 1e5 })
  const one = <T>(of: readonly T[]): T => of[Math.floor(draw() * of.length)]!
  const failures: unknown[] = []
  const { source: base } = createTestSource()
  const source: TuiSource = {
    ...base,
    store: bench.store,
    clock: bench.clock,
    commands: {
      list: bench.all.list,
      // Names of files are typed at random, too: all of them lead here.
      run: (name, given) =>
        bench.all.run(name, { ...given, ...('file' in given && { file: join(folder, `${name}.file`) }) }),
    },
    rules: () => bench.rules.list(),
    conditions: () => bench.conditions.current,
    paused: () => bench.desk.list(),
    faults,
    edit: async (text) => one([undefined, text, `${text}x`, '', '{', text.toUpperCase()]),
  }
  let life = 0
  const feed = (app: App) => {
    life++
    const renamed = traffic.map((event): ProxyEvent => ('id' in event ? { ...event, id: `${event.id}${life}` } : event))
    for (const event of renamed.slice(Math.floor(draw() * renamed.length))) bench.store.apply(event)
    const [latest] = app.list.rows.slice(-1)
    if (latest?.type === 'exchange' && draw() < 0.2) bench.hold({ exchange: latest.id })
  }
  /** An interface as after a start; the session goes on. */
  const begin = () => {
    const doors = {
      redraw() {},
      repaint() {},
      stop() {},
      clipboard() {},
      quit() {},
      suspend: (work: () => unknown) => work(),
    }
    const app = createApp(
      source,
      { size: one(sizes), theme: one(['dark', 'light', 'sixteen', 'plain']), settings: {} },
      doors as never,
    )
    const { complain } = app
    app.complain = (error) => {
      if (!(error instanceof MiddleboxError)) failures.push(error)
      complain(error)
    }
    return { app, leave: bench.store.on((event) => app.list.touch(event)) }
  }
  const forget = async () => {
    await bench.all.run('resume-all', {})
    await bench.all.run('clear', {})
    bench.events.length = bench.sent.length = bench.releases.length = 0
    for (const { definition } of bench.rules.list()) await bench.all.run('rule-remove', { name: definition.name })
  }
  return { ...bench, begin, feed, forget, failures, one }
}

/** One thing that somebody does. */
async function act(app: App, draw: () => number, one: <T>(of: readonly T[]) => T): Promise<string> {
  const kind = draw()
  if (kind < 0.02) {
    const size = one(sizes)
    app.dispatch({ type: 'resize', size })
    return `resize ${size.columns}x${size.rows}`
  }
  if (kind < 0.06) {
    const text = one(pastes)
    paste(app, text)
    return `paste ${JSON.stringify(text)}`
  }
  if (kind < 0.1) {
    const at = { x: Math.floor(draw() * 200), y: Math.floor(draw() * 60) }
    pressMouse(app, draw() < 0.5 ? { kind: 'click', ...at } : { kind: 'wheel', by: draw() < 0.5 ? 1 : -1, ...at })
    return `mouse ${at.x},${at.y}`
  }
  const key = kind < 0.15 ? 'esc' : one(keys)
  await pressKey(app, key)
  return key
}

function look(app: App, done: readonly string[]): void {
  const { rows } = app.frame()
  const { size } = app.ui
  const wide = rows.find((row) => widthOf(stripVTControlCharacters(row)) > size.columns)
  if (wide !== undefined || rows.length > size.rows)
    expect.fail(
      `Expected a frame of ${size.columns}x${size.rows}, got ${rows.length} rows and ${JSON.stringify(wide)} after ${done.join(' ')}`,
    )
}

test('it neither throws, nor draws past its borders, nor grows', { timeout: duration + 60_000 }, async () => {
  await using folder = await makeTemporaryDirectory()
  const seed = soaking ? performance.timeOrigin % 1e9 : 7
  const draw = random(seed)
  const bench = stage(folder.path, draw)
  const heaps: number[] = []
  const end = performance.now() + duration
  let lives = 0
  for (; performance.now() < end || lives < 3; lives++) {
    const { app, leave } = bench.begin()
    const done: string[] = [`seed ${seed}:`]
    try {
      for (let step = 0; step < 400 && performance.now() < end; step++) {
        if (step % 5 === 0) bench.feed(app)
        done.push(await act(app, draw, bench.one))
        bench.clock.advance(draw() * 100)
        look(app, done.slice(-40))
        if (step % 20 === 0) await setImmediate()
      }
    } catch (error) {
      throw new Error(`after ${done.slice(-40).join(' ')}`, { cause: error })
    }
    leave()
    expect(bench.failures, done.slice(-40).join(' ')).toEqual([])
    await bench.forget()
    if (lives % 10 !== 2) continue
    await setImmediate()
    collect()
    heaps.push(process.memoryUsage().heapUsed)
  }
  // The first reading is from when all was loaded and compiled; the least of the later ones knows no garbage.
  const later = heaps.slice(1)
  if (later.length > 0) expect(Math.min(...later.slice(-3)) - heaps[0]!).toBeLessThan(24 * 1024 * 1024)
})
