import { setImmediate } from 'node:timers/promises'
import { Terminal as Xterm } from '@xterm/headless'
import { afterEach, expect, test } from 'vitest'
import { systemClock } from '../../src/kit/clock.ts'
import type { ProxyEvent } from '../../src/model/event.ts'
import { startTui, type Tui } from '../../src/tui/start.ts'
import { exchangeEvents } from '../support/events.ts'
import { createTestTerminal } from '../support/terminal.ts'
import { createTestSource, type Given } from '../support/tui.ts'

let open: Tui | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

/** The interface on a terminal that is really one, but for its glass. */
async function begin(given: Given = {}, env?: Record<string, string>) {
  const terminal = createTestTerminal(80, 24, env)
  const xterm = new Xterm({ cols: 80, rows: 24, allowProposedApi: true, convertEol: true })
  terminal.onWrite((text) => xterm.write(text))
  const { source, store, ran } = createTestSource({ ...given, source: { clock: systemClock, ...given.source } })
  let endedNow = 0
  const tui = await startTui(source, terminal, () => void endedNow++)
  open = tui
  const screen = () => {
    const { active } = xterm.buffer
    return Array.from({ length: xterm.rows }, (_, y) => active.getLine(y)?.translateToString(true) ?? '').join('\n')
  }
  /** Waits until the screen shows it: frames come when they come. */
  const shows = async (wanted: string | RegExp) => {
    for (const end = systemClock.now() + 5000; systemClock.now() < end; await setImmediate())
      if (typeof wanted === 'string' ? screen().includes(wanted) : wanted.test(screen())) return
    expect(screen()).toContain(wanted)
  }
  return { terminal, xterm, store, ran, tui, screen, shows, endedNow: () => endedNow }
}

test('the first frame, traffic, keys, and the way back', async () => {
  const { terminal, xterm, store, ran, shows, tui } = await begin()
  await shows('waiting for the first request')
  expect(xterm.buffer.active.type).toBe('alternate')
  for (const event of [...exchangeEvents('a'), ...exchangeEvents('b')]) store.apply(event)
  await shows(/GET +200 +api\.test\/users/)
  terminal.type('r')
  await shows('replay: done')
  expect(ran).toEqual(['replay {"exchange":"b"}'])
  terminal.type(':he')
  await shows(':he')
  terminal.type('lp\r')
  await shows('Keys in the list')
  await tui.close()
  await new Promise<void>((resolve) => xterm.write('', resolve))
  expect(xterm.buffer.active.type).toBe('normal')
  expect(terminal.raw()).toBe(false)
  expect(terminal.written()).toMatch(/\x1b\[\?1000l[^]*\x1b\[\?1049l/)
})

test('the first ctrl-c ends, the second ends at once', async () => {
  const { terminal, tui, endedNow, shows } = await begin()
  terminal.type('\x03')
  await tui.ended
  await shows('again ends at once')
  terminal.type('\x03')
  await setImmediate()
  expect(endedNow()).toBe(1)
})

test('a terminal that is gone ends', async () => {
  const { terminal, tui } = await begin()
  terminal.hangUp()
  await tui.ended
})

test('another size is drawn anew', async () => {
  const { terminal, xterm, shows } = await begin({})
  await shows('waiting')
  xterm.resize(100, 30)
  terminal.resize(100, 30)
  // In the last row, and nowhere else.
  await shows(/^(.*\n){29}.*\? help *$/)
})

test('while it is stopped the terminal is the shell’s', async () => {
  const { terminal, shows } = await begin()
  await shows('waiting')
  terminal.signalStop()
  for (let i = 0; i < 100 && terminal.stops === 0; i++) await setImmediate()
  expect(terminal.stops).toBe(1)
  expect(terminal.written()).toContain('\x1b[?1049l')
  await shows('waiting')
})

test('a shell that had the terminal without asking leaves no trace', async () => {
  const { terminal, xterm, shows, screen } = await begin()
  await shows('waiting')
  const before = screen()
  // As `reset` does, after SIGSTOP.
  xterm.reset()
  xterm.write('$ fg\r\nmiddlebox\r\n')
  terminal.signalContinue()
  await shows(/\? help *$/)
  expect(screen()).toBe(before)
  expect(xterm.buffer.active.type).toBe('alternate')
  expect([xterm.modes.mouseTrackingMode, xterm.modes.wraparoundMode, terminal.raw()]).toEqual(['vt200', false, true])
})

test('a row that the terminal takes for longer pushes nothing away', async () => {
  const { store, xterm, tui, shows, screen } = await begin()
  const [request, ...rest] = exchangeEvents('a') as [ProxyEvent, ...ProxyEvent[]]
  const url = `http://api.test/${'\u{1f44d}\u{1f3fd}'.repeat(40)}`
  store.apply({ ...request, url } as ProxyEvent)
  for (const event of rest) store.apply(event)
  await shows(/GET +200/)
  expect(screen()).toMatch(/^ middlebox [^]*\? help *$/)
  expect(xterm.modes.wraparoundMode).toBe(false)
  await tui.close()
  await new Promise<void>((resolve) => xterm.write('', resolve))
  expect(xterm.modes.wraparoundMode).toBe(true)
})

test('a terminal that says its ground is light gets the light theme, and is not asked where it was chosen', async () => {
  const { terminal, shows } = await begin()
  await shows('waiting')
  for (let i = 0; i < 100 && !terminal.written().includes('\x1b]11;?'); i++) await setImmediate()
  expect(terminal.written()).not.toContain('38;5;25m')
  terminal.type('\x1b]11;rgb:ffff/ffff/ffff\x1b\\')
  for (const end = systemClock.now() + 5000; systemClock.now() < end && !terminal.written().includes('38;5;25m');)
    await setImmediate()
  expect(terminal.written()).toContain('38;5;25m')
  await open?.close()
  const file = { path: '/v.json', read: async () => '{"theme":"dark"}', write: async () => {} }
  const chosen = await begin({ source: { file } })
  await chosen.shows('waiting')
  expect(chosen.terminal.written()).not.toContain('\x1b]11;?')
})

test('a paste is typed, not pressed', async () => {
  const { terminal, ran, shows } = await begin()
  terminal.type('/')
  await shows('filter:')
  terminal.type('\x1b[200~~d api\nr\x1b[201~')
  await shows('filter: ~d api r')
  expect(ran).toEqual([])
})

test('a wrong file of the user is told, and counts as far as it can be read', async () => {
  const file = { path: '/v.json', read: async () => '{"theme":"pink","filter":"~c 404"}', write: async () => {} }
  const { shows } = await begin({ source: { file } })
  await shows('/v.json:1: theme: Expected one of dark')
  await shows('~c 404')
})

test('a frame that fails is said, and keys go on', async () => {
  let broken = true
  const paused = () => {
    if (broken) throw new Error('no desk')
    return []
  }
  const { terminal, shows, tui } = await begin({ source: { paused } })
  await shows('The screen failed: no desk')
  broken = false
  terminal.type('?')
  await shows('Keys in the list')
  await tui.close()
})

test('a screen reader gets lines and no screen', async () => {
  const { terminal, xterm, store, shows, tui } = await begin({}, { TERM: 'xterm-256color', INK_SCREEN_READER: '1' })
  for (const event of exchangeEvents('a')) store.apply(event)
  await shows('a: GET api.test/users, 200')
  expect(xterm.buffer.active.type).toBe('normal')
  terminal.type('quit\n')
  await tui.ended
})
