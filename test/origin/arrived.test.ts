import { expect, test } from 'vitest'
import { arrivedHead } from '../../src/origin/arrived.ts'
import { contextFor, requestFor, world, type Wish } from '../support/origin.ts'

const arrived = (wish: Wish) =>
  arrivedHead({ request: requestFor('/x?y', wish), context: contextFor(wish).context, world } as never)

test('order, case and duplicates are kept', () => {
  expect(arrived({ method: 'PaTCH', fields: ['x-B', '1', 'X-a', '2', 'X-b', '1'] })).toEqual({
    method: 'PaTCH',
    target: '/x?y',
    version: 'HTTP/1.1',
    fields: [
      ['x-B', '1'],
      ['X-a', '2'],
      ['X-b', '1'],
    ],
    client: { address: '127.0.0.1', port: 50_000 },
    tls: null,
  })
})

test('over h2 the pseudo fields are there, and TLS as it was agreed', () => {
  const tls = { version: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256', serverName: 'middlebox.test', alpn: 'h2' }
  const h2 = { version: '2', scheme: 'https', authority: 'middlebox.test', protocol: 'websocket' } as const
  expect(arrived({ ...h2, client: { tls } })).toMatchObject({ ...h2, version: 'HTTP/2', tls })
})
