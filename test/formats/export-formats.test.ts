import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import { exportFormat, exportFormats } from '../../src/formats/export-formats.ts'
import { createRedactor } from '../../src/kit/redact.ts'
import { buildExchange } from '../support/exchange.ts'

const decode = (body: { chunks: readonly Uint8Array[] }) => Buffer.concat(body.chunks)

test('each makes something of an exchange, and none leaks what it shall not', () => {
  const exchange = buildExchange({
    request: ['Authorization', 'Bearer abc123'],
    response: ['Set-Cookie', 'sid=abc123'],
    received: 'x',
  })
  for (const format of exportFormats) {
    expect(format.make(exchange, { decode })!.text, format.name).not.toBe('')
    expect(format.make(exchange, { decode, redactor: createRedactor() })!.text, format.name).not.toContain('abc123')
  }
  expect(exportFormat('curl')?.label).toBe('curl command')
  expect(exportFormat('x')).toBeUndefined()
})

test('no response is none, bytes are said to be', () => {
  expect(exportFormat('response')!.make(buildExchange({ status: null }), { decode })).toBeUndefined()
  expect(
    exportFormat('response')!.make(buildExchange({ received: Uint8Array.of(255) }), { decode })!.notes,
  ).toHaveLength(1)
  expect(exportFormat('response')!.make(buildExchange({ received: 'é' }), { decode })!.notes).toEqual([])
})
