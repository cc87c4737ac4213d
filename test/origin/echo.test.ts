import { describe, expect, test } from 'vitest'
import { ask } from '../support/origin.ts'

describe('/echo', () => {
  test('shows the head, the body and the trailers', async () => {
    const fields = ['HoSt', 'middlebox.test', 'X-Dup', '1', 'x-dup', '2']
    const { text, field } = await ask('/echo?a=1', { method: 'PUT', fields, body: 'hello', trailers: ['X-T', 'end'] })
    expect(field('content-type')).toBe('application/json')
    expect(JSON.parse(text)).toMatchObject({
      method: 'PUT',
      target: '/echo?a=1',
      fields: [
        ['HoSt', 'middlebox.test'],
        ['X-Dup', '1'],
        ['x-dup', '2'],
      ],
      body: {
        size: 5,
        sha256: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824',
        text: 'hello',
      },
      trailers: [['X-T', 'end']],
    })
  })

  test('says so when the text is only the beginning', async () => {
    const long = JSON.parse((await ask('/echo', { body: 'a'.repeat(70_000) })).text)
    expect(long.body).toMatchObject({ size: 70_000, truncated: true })
    expect(JSON.parse((await ask('/echo', { body: 'a' })).text).body).not.toHaveProperty('truncated')
  })

  test('bytes that are no text have none', async () => {
    expect(JSON.parse((await ask('/echo', { body: Uint8Array.of(255, 0) })).text).body).toMatchObject({
      size: 2,
      text: null,
    })
  })

  test('a client that waits for a 100 gets one, others do not', async () => {
    const waiting = await ask('/echo', { method: 'POST', fields: ['Expect', '100-Continue'], body: 'x' })
    expect(waiting.interim).toEqual([{ status: 100, reason: 'Continue', version: '1.1', fields: [] }])
    expect((await ask('/echo', { method: 'POST', body: 'x' })).interim).toEqual([])
  })
})
