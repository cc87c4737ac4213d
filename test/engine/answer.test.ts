import { describe, expect, test } from 'vitest'
import { badRequest, failureVerdict, outcomeOf } from '../../src/engine/answer.ts'
import { getField } from '../../src/kit/fields.ts'
import type { Failure } from '../../src/model/message.ts'

const failure = (code: string, message = 'it broke', leg: Failure['leg'] = 'upstream'): Failure => ({
  code,
  message,
  leg,
})

function answered(one: Failure) {
  const verdict = failureVerdict(one)
  let text = ''
  verdict.body.pipe({
    write: (chunk) => ((text += Buffer.from(chunk).toString()), true),
    end: () => {},
    fail: () => {},
  })
  return { ...verdict, text }
}

describe('the answer to a failure', () => {
  test.each([
    ['dns_failed', 502, 'Bad Gateway', 'dns_error'],
    ['connect_timeout', 504, 'Gateway Timeout', 'connection_timeout'],
    ['upstream_malformed', 502, 'Bad Gateway', 'http_protocol_error'],
    ['not_supported', 501, 'Not Implemented', undefined],
    ['bad_request', 400, 'Bad Request', undefined],
  ])('%s is %d', (code, status, reason, type) => {
    const { head, text, failure: told, from } = answered(failure(code))
    expect(head).toMatchObject({ status, reason, version: '1.1' })
    expect(getField(head.fields, 'proxy-status')).toBe(type && `middlebox; error=${type}; details="it broke"`)
    expect(getField(head.fields, 'content-length')).toBe(String(Buffer.byteLength(text)))
    expect(text).toMatch(/^middlebox: it broke\n.+\n$/)
    expect([told!.code, from]).toEqual([code, 'middlebox'])
  })

  test('a hint that says nothing is left out, an unknown code is a defect of ours', () => {
    expect(answered(failure('shutdown')).text).toBe('middlebox: it broke\n')
    expect(answered(failure('no_such_code'))).toMatchObject({ head: { status: 502 } })
  })

  test('a message cannot leave the quotes of Proxy-Status, nor the line', () => {
    const { head, text } = answered(failure('dns_failed', 'a "b" \\ \r\nX: é'))
    expect(getField(head.fields, 'proxy-status')).toBe('middlebox; error=dns_error; details="a \\"b\\" \\\\ ??X: ?"')
    expect(getField(head.fields, 'content-length')).toBe(String(Buffer.byteLength(text)))
  })
})

test.each([
  ['client_abort', 'client', 'client_abort'],
  ['bad_request', 'client', 'refused'],
  ['upstream_reset', 'upstream', 'upstream_error'],
  ['not_supported', 'middlebox', 'refused'],
] as const)('%s of the %s ends as %s', (code, leg, outcome) => {
  expect(outcomeOf(failure(code, 'x', leg))).toBe(outcome)
})

test("a request that cannot be understood is the client's to mend", () => {
  expect(badRequest('Expected a, got b')).toEqual({ code: 'bad_request', message: 'Expected a, got b', leg: 'client' })
  expect(failureVerdict(badRequest('x')).head.status).toBe(400)
})
