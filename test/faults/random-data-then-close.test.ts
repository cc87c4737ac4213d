import { expect, test } from 'vitest'
import { answer, ruleWith, runBytes } from '../support/fault.ts'
import { failure } from '../support/stage.ts'

test('no byte of an answer passes: garbage, then the end', () => {
  const run = runBytes('random_data_then_close', {}, [0.1, 0.9])
  run.write('HTTP/1.1 200 OK\r\n\r\n')
  run.write('x')
  expect(run.bytes()).toHaveLength(64)
  expect(run.bytes().every((byte) => byte > 127)).toBe(true)
  expect(run.seen.at(-1)![1]).toBe('cut close')
  expect(run.seen).toHaveLength(2)
})

test('nobody is asked, and over h2 the stream breaks off after its head', async () => {
  const rule = ruleWith('random_data_then_close', {})
  const verdict = await rule.handle(answer('x'))
  expect(rule.asked).toEqual([])
  expect(verdict).toMatchObject({ kind: 'respond', from: 'fault', body: { length: null } })
  const run = runBytes('random_data_then_close', {})
  run.write('')
  run.stage.fail(failure)
  expect(run.seen.map(([, what]) => what)).toEqual(['', 'fail upstream_reset'])
})
