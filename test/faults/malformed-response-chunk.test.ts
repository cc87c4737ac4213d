import { expect, test } from 'vitest'
import { answer, pour, ruleWith, runBytes } from '../support/fault.ts'
import { failure } from '../support/stage.ts'

test('the answer is a good head and a body that breaks off, for h2 with PROTOCOL_ERROR', async () => {
  const rule = ruleWith('malformed_response_chunk', {})
  const verdict = await rule.handle(answer('x'))
  expect(rule.asked).toEqual([])
  if (verdict.kind !== 'respond') throw new Error('no answer')
  expect(verdict).toMatchObject({ head: { status: 200, reason: 'OK' }, from: 'fault' })
  let errorCode: number | undefined
  verdict.body.pipe({ write: () => true, end() {}, fail: (failed) => (errorCode = failed.errorCode) })
  expect(errorCode).toBe(1)
  expect(() => pour(verdict.body)).toThrow('once')
})

test('on HTTP/1 garbage that is no chunk size follows the head, however it is cut, and the connection closes', () => {
  for (const parts of [['HTTP/1.1 200 OK\r\nA: b\r\n\r\nrest'], ['HTTP/1.1 200 OK\r\nA: b\r', '\n\r', '\n', 'rest']]) {
    const run = runBytes('malformed_response_chunk', {}, [0, 0.99])
    for (const part of parts) run.write(part)
    run.stage.fail(failure)
    const bytes = run.bytes()
    expect(bytes.subarray(0, 25).toString()).toBe('HTTP/1.1 200 OK\r\nA: b\r\n\r\n')
    expect(bytes).toHaveLength(25 + 64)
    expect(bytes.subarray(25).every((byte) => byte > 127)).toBe(true)
    expect(run.seen.at(-1)![1]).toBe('cut close')
  }
})

test('on h2 the mark and the failure pass', () => {
  const run = runBytes('malformed_response_chunk', {})
  run.write('')
  run.stage.fail(failure)
  expect(run.seen.map(([, what]) => what)).toEqual(['', 'fail upstream_reset'])
})
