/** The origin: a process of its own with a plain port, a TLS port, and a port that echoes bytes for opaque tunnels. */
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo, Server } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { answerOn } from './http-answers.ts'
import type { Certificates } from '../certificates.ts'

export type OriginPorts = { http: number; https: number; echo: number }

async function listen(server: Server): Promise<number> {
  server.listen({ port: 0, host: '127.0.0.1', backlog: 2048 })
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

process.on('disconnect', () => process.exit(0))
const [{ leaf, leafKey }] = (await once(process, 'message')) as [Certificates]
const http = createServer({ noDelay: true }, answerOn)
const https = createTlsServer({ cert: leaf, key: leafKey, ALPNProtocols: ['http/1.1'] }, (socket) => {
  socket.setNoDelay(true)
  answerOn(socket)
})
const echo = createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => socket.destroy())
  socket.pipe(socket)
})
const ports: OriginPorts = { http: await listen(http), https: await listen(https), echo: await listen(echo) }
process.send?.(ports)
