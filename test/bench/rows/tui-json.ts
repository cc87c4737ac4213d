/** Opening a very large body on the screen: how long until its first rows, and what other traffic notes of it. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Bench } from '../bench.ts'
import { missingTerminal, type Screen } from '../peers/tui.ts'
import { through } from './row.ts'
import type { Row } from './row.ts'
import { load, onScreen, withScreen } from './tui.ts'

const bytes = 50_000_000

/** Of small requests, a second. */
const rate = 500

/** ms of traffic before the body is opened, and in all: the rows are still being counted at the end. */
const before = 700
const whole = 2500

/** The body is kept and alone in the list, so that the traffic beside it does not move it away. */
async function fetchBody(bench: Bench, screen: Screen): Promise<void> {
  const target = through(bench, 'forward', screen, '127.0.0.1')
  await screen.press('f', /filter:/)
  await screen.press('~t json', /filter: ~t json/)
  await screen.press('\r', /: command/)
  const shown = screen.press('', / 50 MB /)
  await bench.run({ kind: 'download', target, bytes, content: 'json', pid: screen.pid })
  await shown
}

export const tuiJson: Row = {
  ...onScreen,
  name: 'tui-json',
  title: 'Opening 50 MB of JSON',
  what: 'kept with --max-body 64m: the key that opens the tab until a row of the body is written; 500 GET a second beside it',
  columns: [
    { key: 'ms', title: 'ms', digits: 0 },
    { key: 'p99', title: 'GET p99 ms', digits: 1 },
    { key: 'longest', title: 'longest ms', digits: 0 },
  ],
  rounds: 3,
  missing: missingTerminal,
  sample: (bench, _peer, pace) =>
    withScreen(
      bench,
      async (screen) => {
        await fetchBody(bench, screen)
        await screen.press('\r', /1 Request/)
        const job = { ...load(bench, screen, { ...pace, warmMs: before, measureMs: whole }), connections: 8, rate }
        const loaded = bench.run(job)
        await wait(before)
        const ms = await screen.press('2', /"id": 12345678/)
        const { p99, longest } = await loaded
        return { ms, p99, longest }
      },
      ['--max-body', '64m'],
    ),
}
