import { expect, test } from 'vitest'
import { type Borders, stageEvents } from '../../src/kit/event-stages.ts'
import type { Context } from '../../src/model/contract.ts'
import type { Plan } from '../../src/model/plan.ts'
import type { ByteStage } from '../../src/model/stage.ts'
import type { Verdict } from '../../src/model/verdict.ts'
import { answer, pour, request } from '../support/fault.ts'
import { runStage } from '../support/stage.ts'

/** Puts a bar behind each event. */
const barred =
  (newBorders: () => Borders): ByteStage =>
  (next) => {
    const borders = newBorders()
    return {
      write(chunk) {
        for (const { bytes, ends } of borders.split(chunk)) {
          next.write(bytes)
          if (ends) next.write(Buffer.from('|'))
        }
        return true
      },
      end: () => next.end(),
      fail: (failure) => next.fail(failure),
    }
  }

async function stage(verdict: Verdict, asked = request(), keeps = false) {
  const plan: Plan = { up: [], down: [], dial: [], random: () => 0 }
  const changer = { rule: 'r', fault: 'f', now: () => 0, after: () => ({ stop() {} }), random: () => 0.5 }
  const context = { arm: () => plan } as unknown as Context
  return { came: await stageEvents(verdict, asked, context, changer, barred, keeps), plan }
}

test('the events of a body; its length is taken back unless every byte is kept', async () => {
  const fields = ['Content-Type', 'text/event-stream', 'Content-Length', '16']
  const { came } = await stage(answer('data: 1\n\ndata: 2\n\n', fields))
  if (came.kind !== 'respond') throw new Error('an answer was expected')
  expect(came.head.fields).toEqual(['Content-Type', 'text/event-stream'])
  expect(pour(came.body).map(([, what]) => what)).toEqual(['data: 1\n\n', '|', 'data: 2\n\n', '|', 'end'])
  const kept = await stage(answer('data: 1\n\n', fields), request(), true)
  expect(kept.came.kind === 'respond' && kept.came.head.fields).toEqual(fields)
})

test('the messages of a WebSocket, behind its switch', async () => {
  const head = { status: 101, reason: '', version: '1.1' as const, fields: [] }
  const switched: Verdict = { kind: 'switch', head, from: 'upstream', patches: [] }
  const { came, plan } = await stage(switched, request(['Upgrade', 'WebSocket']))
  expect(came).toBe(switched)
  expect(plan.down).toMatchObject([{ rule: 'r', name: 'f' }])
  const run = runStage(plan.down[0]!.stage)
  run.write('\x81\x01a\x81\x01b')
  expect(run.seen.map(([, what]) => what)).toEqual(['\x81\x01a', '|', '\x81\x01b', '|'])
  const overH2 = await stage(switched, request([], { protocol: 'websocket' }))
  expect(overH2.plan.down).toHaveLength(1)
})

test('anything else passes', async () => {
  const plain = answer('text')
  expect((await stage(plain)).came).toBe(plain)
  const head = { status: 101, reason: '', version: '1.1' as const, fields: [] }
  expect((await stage({ kind: 'switch', head, from: 'upstream', patches: [] })).plan.down).toEqual([])
})
