import { expect, test } from 'vitest'
import { createNoDialler } from '../../src/session/no-dialler.ts'

test('no dial goes out; connections are told apart as before', async () => {
  const calls: string[] = []
  const dialler = createNoDialler({
    dial: () => Promise.reject(new Error('dialled')),
    key: ({ host }) => host,
    warm: () => void calls.push('warm'),
    close: () => void calls.push('close'),
  })
  const target = { scheme: 'https' as const, host: 'a.test', port: 443, alpn: [] }
  expect(await dialler.dial(target)).toMatchObject({
    ok: false,
    error: { failure: { code: 'not_mocked', leg: 'middlebox' } },
  })
  expect(dialler.key(target)).toBe('a.test')
  dialler.warm()
  dialler.close()
  expect(calls).toEqual(['close'])
})
