import { expect, test } from 'vitest'
import type { Context } from '../../src/model/contract.ts'
import type { Plan } from '../../src/model/plan.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { parseOptions } from '../../src/kit/option-table.ts'
import { answer, explained, faultNamed, request } from '../support/fault.ts'
import { runStage } from '../support/stage.ts'

/** A text frame of a server. */
const frame = (text: string): string => `\x81${String.fromCharCode(text.length)}${text}`

async function stagesFor(options: Record<string, unknown>, verdict: Verdict, fields = ['Upgrade', 'websocket']) {
  const fault = faultNamed('websocket_close')
  const plan: Plan = { up: [], down: [], dial: [], random: () => 0 }
  const tools = { rule: 'r', now: () => 0, after: () => ({ stop() {} }), random: () => 0 }
  const context = { arm: () => plan } as unknown as Context
  const passed = await fault.handle!(
    parseOptions(fault.options, options, ''),
    request(fields),
    () => verdict,
    context,
    tools,
  )
  expect(passed).toBe(verdict)
  return plan.down
}

const switched: Verdict = {
  kind: 'switch',
  head: { status: 101, reason: 'Switching Protocols', version: '1.1', fields: [] },
  from: 'upstream',
  patches: [],
}

test('a code after so many messages, then the end', async () => {
  const [stage] = await stagesFor({ code: 1011, after: 2 }, switched)
  const run = runStage(stage!.stage)
  run.write(frame('one') + frame('two') + frame('three'))
  expect(run.seen).toEqual([
    [0, frame('one')],
    [0, frame('two')],
    [0, '\x88\x02\x03\xf3'],
    [0, 'cut close'],
  ])
})

test('a message in pieces counts when it is complete', async () => {
  const [stage] = await stagesFor({ code: 1000, after: 1 }, switched)
  const run = runStage(stage!.stage)
  run.write('\x81\x03o')
  run.write('n')
  expect(run.seen).toHaveLength(2)
  run.write('e')
  expect(run.seen.at(-1)).toEqual([0, 'cut close'])
})

test('at once and without a word, unless told otherwise', async () => {
  const [stage] = await stagesFor({}, switched)
  const run = runStage(stage!.stage)
  run.advance(0)
  run.write(frame('never'))
  expect(run.seen).toEqual([[0, 'cut close']])
})

test('1005 is a goodbye without a code', async () => {
  const [stage] = await stagesFor({ code: 1005 }, switched)
  const run = runStage(stage!.stage)
  run.advance(0)
  expect(run.seen).toEqual([
    [0, '\x88\x00'],
    [0, 'cut close'],
  ])
})

test('what is no WebSocket is left alone', async () => {
  expect(await stagesFor({}, answer('x'))).toEqual([])
  expect(await stagesFor({}, switched, ['Upgrade', 'other'])).toEqual([])
})

test('it explains itself', () => {
  expect(explained('websocket_close', {})).toBe('end the WebSocket without a word (1006) before its first message')
  expect(explained('websocket_close', { code: 1011, after: 3 })).toBe(
    'end the WebSocket with the code 1011 after message 3',
  )
})
