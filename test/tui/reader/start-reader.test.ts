import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { startReader } from '../../../src/tui/reader/start-reader.ts'
import { endEvent, exchangeEvents, requestEvent, warningEvent } from '../../support/events.ts'
import { createTestTerminal } from '../../support/terminal.ts'
import { createTestSource, type Given } from '../../support/tui.ts'

function begin(given: Given = {}) {
  const terminal = createTestTerminal(80, 24)
  const all = createTestSource(given)
  let quits = 0
  const reader = startReader(all.source, terminal, {}, () => void quits++)
  reader.open()
  let read = 0
  /** What was said since the last look, once its time has come. */
  const said = async (ms = 300) => {
    await setImmediate()
    all.clock.advance(ms)
    const text = terminal.written().slice(read)
    read = terminal.written().length
    return text
  }
  return { ...all, terminal, reader, said, quits: () => quits }
}

test('what to paste, then a line for each exchange, and never a control sequence', async () => {
  const { terminal, store, said, reader } = begin()
  expect(await said()).toMatch(/^Listening on 127\.0\.0\.1:8080[^]*Type a command and enter/)
  for (const event of [...exchangeEvents('1'), warningEvent('careful')]) store.apply(event)
  expect(await said()).toMatch(/^warning: careful\n1: GET api\.test\/users, 200/)
  expect(await said()).toBe('')
  expect(terminal.written()).not.toContain('\x1b')
  expect(terminal.raw()).toBe(false)
  reader.close()
  expect(terminal.reading()).toBe(false)
})

test('lines that are typed are answered, in whatever pieces they come', async () => {
  const { terminal, store, said, ran } = begin()
  for (const event of exchangeEvents('1')) store.apply(event)
  await said()
  terminal.type('rep')
  terminal.type('lay\n')
  expect(await said()).toContain('replay: done')
  expect(ran).toEqual(['replay {"exchange":"1"}'])
})

test('many at once are counted, and what the filter holds back is not said', async () => {
  const { terminal, store, said } = begin()
  await said()
  for (let i = 0; i < 30; i++) for (const event of exchangeEvents(`${i}`)) store.apply(event)
  expect(await said()).toMatch(/^(\d+: .*\n){20}and 10 more\n$/)
  terminal.type('filter ~c 404\n')
  await said()
  store.apply(requestEvent('x'))
  store.apply(endEvent('x'))
  expect(await said()).toBe('')
})

test('the editor has the terminal for itself', async () => {
  let reading: boolean | undefined
  const edit = async () => ((reading = terminal.reading()), undefined)
  const { terminal, said } = begin({ source: { edit } })
  terminal.type('new\n')
  await said()
  expect([reading, terminal.reading()]).toEqual([false, true])
})

test('the end, by a word or by the terminal', async () => {
  const { terminal, quits, said } = begin()
  terminal.type('quit\n')
  await said()
  expect(quits()).toBe(1)
  terminal.hangUp()
  expect(quits()).toBe(2)
})

test('a line can be about what came a moment ago', async () => {
  const { terminal, store, said } = begin()
  await said()
  for (const event of exchangeEvents('1')) store.apply(event)
  terminal.type('open\n')
  expect(await said(200)).toMatch(/^GET http:\/\/api\.test\/users, Request\n/)
})

test('what is wrong with the files of the user is said at the start', () => {
  const terminal = createTestTerminal(80, 24)
  const reader = startReader(createTestSource().source, terminal, {}, () => {})
  reader.app.say('/v.json:2: Expected', 'warning')
  reader.open()
  expect(terminal.written()).toMatch(/quit ends\.\n\/v\.json:2: Expected\n$/)
  reader.close()
})
