import { expect, test } from 'vitest'
import { inodesOf, portHolder, programName } from '../../src/kit/port-holder.ts'
import { listenTcp } from '../support/servers.ts'

test('reads which socket listens on a port', () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0000000000000000 100 0 0 10 0
   1: 0100007F:0BB8 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1000        0 4712 1
   2: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4713 1`
  expect(inodesOf(table, 3000)).toEqual(['4711'])
  expect(inodesOf(table, 8080)).toEqual(['4713'])
  expect(inodesOf(table, 1)).toEqual([])
})

test.each([
  ['nginx: master process /usr/sbin/nginx', 'nginx'],
  ['/usr/bin/node\0/srv/app/server.js\0--port\0', 'node server.js'],
  ['node\0--watch\0a.js\0', 'node'],
  ['', ''],
])('names the program of %j', (commandLine, name) => {
  expect(programName(commandLine)).toBe(name)
})

test.runIf(process.platform === 'linux')('names this very process as the holder of a port of its own', async () => {
  await using server = await listenTcp(() => {})
  expect(await portHolder(server.port)).toContain(`(process ${process.pid})`)
})

test('knows nobody for a port that is free', async () => {
  const server = await listenTcp(() => {})
  await server[Symbol.asyncDispose]()
  expect(await portHolder(server.port)).toBeUndefined()
})
