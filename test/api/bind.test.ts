import { createServer } from 'node:http'
import { expect, test } from 'vitest'
import { bind } from '../../src/api/bind.ts'

const said = { name: 'the control API', option: '--api' }

test('any free port, and what to do when it is not free', async () => {
  const [one, other] = [createServer(), createServer()]
  try {
    const port = await bind(one, { host: '127.0.0.1', port: 0 }, said)
    expect(port).toBeGreaterThan(0)
    await expect(bind(other, { host: '127.0.0.1', port }, said)).rejects.toMatchObject({
      code: 'port_taken',
      message: `Expected an address for the control API that can be listened on, got 127.0.0.1:${port}: one in use.`,
      hint: 'Choose another port with --api, or --api 0 for any free one.',
    })
  } finally {
    one.close()
  }
})

test('an address that is not of this machine', async () => {
  const at = { host: '203.0.113.1', port: 0 }
  await expect(bind(createServer(), at, said)).rejects.toMatchObject({
    code: 'listen_failed',
    message: expect.stringContaining('EADDRNOTAVAIL'),
    hint: 'Check --api.',
  })
})
