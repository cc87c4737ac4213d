/** The table of errors: what a user reads, and what the program and the wire do with it. */
import { describe, expect, test } from 'vitest'
import { MiddleboxError, errors } from '../../src/model/errors.ts'

const entries = Object.entries(errors)

describe('the table', () => {
  test.each(entries)('%s is a sentence with advice', (code, { summary, hint }) => {
    expect(code).toMatch(/^[a-z0-9]+(_[a-z0-9]+)*$/)
    expect(summary).toMatch(/^[A-Z].*\.$/)
    expect(hint).not.toBe('')
  })

  test('a Proxy-Status stands on what a gateway says, 502 to 504, and what the client did is answered 4xx', () => {
    for (const [code, entry] of entries) {
      if (!('status' in entry)) continue
      const gateway = entry.status >= 502 && entry.status <= 504
      if ('proxyStatus' in entry) expect([code, gateway]).toEqual([code, true])
      // 503: nobody is asked, and Retry-After says when to come again.
      else if (!code.startsWith('injected') && code !== 'not_supported' && entry.status !== 503)
        expect([code, Math.floor(entry.status / 100)]).toEqual([code, 4])
    }
  })

  test('what the user wrote wrongly exits with 2, what went wrong with 1', () => {
    const written = /^(usage|not_in_this_version|(?!ca_).*_invalid)$/
    for (const [code, { exit }] of entries) expect([code, exit]).toEqual([code, written.test(code) ? 2 : 1])
  })
})

describe('an error', () => {
  test('has the advice and the exit code of its code', () => {
    const error = new MiddleboxError('port_taken', 'Expected a free port')
    expect(error).toMatchObject({
      name: 'MiddleboxError',
      code: 'port_taken',
      message: 'Expected a free port',
      exitCode: 1,
    })
    expect(error.hint).toContain('-p 0')
  })

  test('takes better advice and its cause', () => {
    const cause = new Error('EACCES')
    const error = new MiddleboxError('usage', 'Expected one argument', 'See the manual.', { cause })
    expect(error).toMatchObject({ hint: 'See the manual.', cause, exitCode: 2 })
  })
})
