import { describe, expect, test } from 'vitest'
import { visitOf } from '../../src/origin/visit.ts'
import { contextFor, requestFor, world, type Wish } from '../support/origin.ts'

const visit = (wish: Wish) =>
  visitOf({ request: requestFor('/', wish), context: contextFor(wish).context, world } as never)
const tls = { version: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256' }

describe('a visit', () => {
  test('over TLS says that HTTPS works', () => {
    const { how, lines } = visit({ client: { tls } })
    expect(how).toBe('secure')
    expect(lines.join()).toContain('HTTPS works: this page came over TLSv1.3')
  })

  test.each<[string, Wish]>([
    ['in absolute form', { target: 'http://middlebox.test/', fields: ['Host', 'else.test'] }],
    ['inside a tunnel', { fields: ['host', 'middlebox.test:80'] }],
    ['over h2c', { version: '2', fields: [], authority: 'middlebox.test' }],
  ])('%s says that the proxy works, and how to see whether HTTPS does', (_name, wish) => {
    const { how, lines, portOption } = visit(wish)
    expect({ how, portOption }).toEqual({ how: 'proxied', portOption: '' })
    expect(lines.join()).toContain('https://middlebox.test/')
  })

  test.each([
    ['127.0.0.1:8080', 'Set 127.0.0.1:8080 as', ''],
    ['[::1]:9000', 'Set [::1]:9000 as', ' -p 9000'],
    ['not a host', 'Set this host and port as', ''],
  ])('straight to the port says what to set: %s', (host, words, portOption) => {
    const direct = visit({ fields: ['Host', host] })
    expect(direct).toMatchObject({ how: 'direct', portOption })
    expect(direct.lines.join()).toContain(words)
  })
})
