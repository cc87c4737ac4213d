import { Buffer } from 'node:buffer'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { exportHar, harWriteOptions, importHar } from '../../src/session/har.ts'
import { buildExchange } from '../support/exchange.ts'

test('out and in again, secrets only where they were asked for', () => {
  const exchange = buildExchange({
    request: ['Authorization', 'Bearer abc'],
    received: gzipSync('hi'),
    response: ['Content-Encoding', 'gzip'],
  })
  const about = { version: '1', seed: 'ab' }
  expect(exportHar([exchange], about)).not.toContain('abc')
  const text = exportHar([exchange], about, true)
  expect(text).toContain('Bearer abc')
  expect(text).toContain('"text":"hi"')
  expect(importHar(text, 'f.har')).toMatchObject({ seed: 'ab', creator: 'middlebox 1', exchanges: [{ id: 'x1' }] })
})

test('the beginning of a body that was cut decodes, a broken one does not', () => {
  const { decode } = harWriteOptions()
  const packed = gzipSync(Buffer.alloc(5000, 'ab'))
  expect(decode([packed.subarray(0, packed.length - 8)], 'gzip')!.length).toBeGreaterThan(0)
  expect(decode([Buffer.from('no gzip')], 'gzip')).toBeUndefined()
})
