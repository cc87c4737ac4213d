import { expect, test } from 'vitest'
import { listeningPorts, portsOf } from '../../src/kit/listening-ports.ts'
import { listenTcp } from '../support/servers.ts'

test('reads the table of the kernel', () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 1 1
   1: 0100007F:0BB9 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1000        0 2 1
  12: 00000000000000000000000001000000:1435 00000000000000000000000000000000:0000 0A 00000000:00000000
  13: 0000000000000000FFFF00000501A8C0:0BBE 00000000000000000000000000000000:0000 0A 0
  14: 00000000000000000000000000000000:0016 00000000000000000000000000000000:0000 0A 0`
  expect(portsOf(table)).toEqual([
    { host: '127.0.0.1', port: 3000 },
    { host: '::1', port: 5173 },
    { host: '192.168.1.5', port: 3006 },
    { host: '::', port: 22 },
  ])
  expect(portsOf('')).toEqual([])
})

test.runIf(process.platform === 'linux')('finds a listener of this machine', async () => {
  await using server = await listenTcp(() => {})
  expect((await listeningPorts())?.map(({ port }) => port)).toContain(server.port)
})
