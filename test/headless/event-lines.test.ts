import { expect, test } from 'vitest'
import { createEventLines } from '../../src/headless/event-lines.ts'
import { commandBench } from '../support/commands.ts'
import { endEvent } from '../support/events.ts'

test('each fact that has a line gives it', () => {
  const { store, clock, hold, events } = commandBench()
  const listening = { mode: 'forward', url: 'http://x', port: 1, ca: '', seed: '', pid: 1 } as const
  const lineOf = createEventLines({ store, clock, listening })
  const read = (line: string | undefined) => JSON.parse(line ?? 'null') as unknown
  expect(read(lineOf(endEvent('1')))).toMatchObject({ type: 'exchange', id: '1' })
  expect(read(lineOf({ type: 'warning', at: 0, code: 'x', message: 'm' }))).toMatchObject({
    type: 'warning',
    code: 'x',
  })
  hold()
  expect(read(lineOf(events.at(-1)!))).toMatchObject({ type: 'paused', id: '1', pause: 'p1', part: 'request' })
  expect(lineOf({ type: 'mark', id: '1', at: 0 })).toBeUndefined()
})
