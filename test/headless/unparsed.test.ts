import { describe, expect, test } from 'vitest'
import { quoteUnparsed, redactUnparsed, unparsedOf } from '../../src/headless/unparsed.ts'
import { createRedactor } from '../../src/kit/redact.ts'
import { buildExchange } from '../support/exchange.ts'

test('bytes come from the request or from the answer, at most 4 KiB of them', () => {
  expect(unparsedOf(buildExchange({}))).toBeUndefined()
  expect(unparsedOf(buildExchange({ unparsed: 'x'.repeat(5000) }))).toHaveLength(4096)
  const error = { code: 'upstream_malformed', message: 'm', leg: 'upstream', bytes: 'SSH-2.0' } as const
  expect(unparsedOf(buildExchange({ error }))).toBe('SSH-2.0')
})

test('in quotes they are short and harmless', () => {
  expect(quoteUnparsed(`\x1b${'x'.repeat(100)}`)).toBe(`"\\u001b${'x'.repeat(59)}"`)
})

describe('secrets', () => {
  const redact = (bytes: string) => redactUnparsed(bytes, createRedactor())

  test.each([
    'Authorization: Bearer s3cret',
    'Authorization : Bearer s3cret',
    'Authori\0zation: Bearer s3cret',
    'Authorization: Bearer\r\n s3cret',
    ' Authorization: Bearer s3cret',
    'Cookie: a=s3cret',
  ])('of %j go', (line) => {
    const redacted = redact(`GET / HTTP/1.1\r\n${line}\nX: 1\r\n\r\n`)
    expect(redacted).not.toContain('s3cret')
    expect(redacted).toMatch(/^GET \/ HTTP\/1\.1\r\n.*\{\{secret:.*\nX: 1\r\n\r\n$/s)
  })

  test('in the request line go too', () => {
    expect(redact('GET http://u:s3cret@a.test/?access_token=s3cret HTTP/1.1\r\n')).not.toContain('s3cret')
  })

  test('bytes without any stay as they are', () => {
    expect(redact('SSH-2.0-x\r\n\x00: y\r')).toBe('SSH-2.0-x\r\n\x00: y\r')
  })
})
