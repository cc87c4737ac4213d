import { expect, test } from 'vitest'
import { acceptKey } from '../../src/messages/handshake.ts'

test("the RFC's own example (RFC 6455 §1.3)", () => {
  expect(acceptKey('dGhlIHNhbXBsZSBub25jZQ==')).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=')
})
