import { expect, test } from 'vitest'
import { ask } from '../support/origin.ts'

test('over HTTP/1 the bytes of the head', async () => {
  const raw = 'GeT /echo/raw HTTP/1.1\r\nhOST:  middlebox.test \r\nX-Latin: caf\xe9\r\n\r\n'
  const { bytes, field } = await ask('/echo/raw', { raw })
  expect(Buffer.from(bytes).toString('latin1')).toBe(raw)
  expect(field('content-type')).toBe('text/plain; charset=iso-8859-1')
})

test('over h2 the fields, pseudo fields first', async () => {
  const h2 = { version: '2', scheme: 'https', authority: 'middlebox.test', fields: ['x-a', '1', 'x-a', '2'] } as const
  expect((await ask('/echo/raw', h2)).text).toBe(
    ':method: GET\n:scheme: https\n:authority: middlebox.test\n:path: /echo/raw\nx-a: 1\nx-a: 2\n',
  )
})
