import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import { checkPort, portState, thisPortMachine } from '../../../../src/cli/commands/doctor/port.ts'
import type { PortMachine } from '../../../../src/cli/commands/doctor/port.ts'

const nothing: PortMachine = {
  platform: 'linux',
  read: async () => undefined,
  list: async () => [],
  link: async () => undefined,
  ask: async () => undefined,
}

/** One line of /proc/net/tcp. */
const row = (address: string, state = '0A') =>
  `   0: ${address} 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 4242 1 0 100 0 0 10 0\n`

describe('on Linux', () => {
  const machine = (tcp: string, tcp6 = ''): PortMachine => ({
    ...nothing,
    async read(path) {
      if (path === '/proc/net/tcp') return `  sl  local_address\n${tcp}`
      if (path === '/proc/net/tcp6') return `  sl  local_address\n${tcp6}`
      return path === '/proc/77/comm' ? 'node\n' : undefined
    },
    list: async (path) => (path === '/proc' ? ['self', '1', '77'] : path === '/proc/77/fd' ? ['0', '20'] : []),
    link: async (path) => (path === '/proc/77/fd/20' ? 'socket:[4242]' : '/dev/null'),
  })

  test.each([
    ['127.0.0.1', row('0100007F:1F90')],
    ['0.0.0.0', row('00000000:1F90')],
  ])('a listener on %s is found with its program', async (_, tcp) => {
    expect(await portState(8080, machine(tcp))).toEqual({ taken: true, by: 'node (pid 77)' })
  })

  test('a listener on all of IPv6 counts too', async () => {
    expect(await portState(8080, machine('', row(`${'0'.repeat(32)}:1F90`)))).toMatchObject({ taken: true })
  })

  test.each([
    ['another port', row('0100007F:1F91')],
    ['another address', row('0200007F:1F90')],
    ['a connection', row('0100007F:1F90', '01')],
  ])('%s leaves it free', async (_, tcp) => expect(await portState(8080, machine(tcp))).toEqual({ taken: false }))

  test('what belongs to somebody else is still taken', async () => {
    const hidden = { ...machine(row('0100007F:1F90')), list: async () => [] }
    expect(await checkPort(8080, hidden)).toMatchObject({
      mark: 'warn',
      text: 'Port 8080 is held by a process of another user',
    })
  })
})

describe('elsewhere', () => {
  test('lsof is asked', async () => {
    const machine = { ...nothing, ask: async () => 'p77\ncnode\n' }
    expect(await portState(8080, machine)).toEqual({ taken: true, by: 'node (pid 77)' })
    expect(await portState(8080, { ...nothing, ask: async () => '' })).toEqual({ taken: false })
  })

  test('without it nothing is claimed', async () => {
    expect(await portState(8080, nothing)).toBeUndefined()
    expect(await checkPort(8080, nothing)).toMatchObject({ mark: 'ok', text: expect.stringContaining('not known') })
  })
})

test('a port of this very process', async () => {
  const machine = thisPortMachine(process.platform)
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const state = await portState(port, machine)
  server.close()
  await once(server, 'close')
  if (state !== undefined) {
    expect(state).toMatchObject({ taken: true, by: expect.stringContaining(`(pid ${process.pid})`) })
    expect(await portState(port, machine)).toEqual({ taken: false })
  }
})
