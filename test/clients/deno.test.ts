import { expect, test } from 'vitest'
import { chooseFor } from '../../src/clients/choose.ts'
import { deno } from '../../src/clients/deno.ts'

const target = { scheme: 'https', host: 'api.example.com', port: 443 } as const

test.each([
  ['example.com', 'direct'],
  ['.example.com', 'direct'],
  ['ample.com', 'proxy'],
  ['*', 'direct'],
])('NO_PROXY=%s goes %s', (NO_PROXY, route) => {
  expect(chooseFor(deno, target, { HTTPS_PROXY: 'http://p:1', NO_PROXY }).route).toBe(route)
})

test('DENO_CERT adds to its own roots', () => {
  expect(chooseFor(deno, target, { DENO_CERT: '/c.pem' }).trust).toEqual({
    name: 'DENO_CERT',
    effect: 'adds',
    file: '/c.pem',
  })
})
