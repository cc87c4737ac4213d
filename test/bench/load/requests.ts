/** Small requests in a closed loop: each connection sends the next one when the last is answered. No pipelining. */
import type { Socket } from 'node:net'
import { createAnswerReader } from './answers.ts'
import { openConnection, requestBytes } from './connection.ts'
import { Window } from './measure.ts'
import type { RequestsJob, RequestsResult } from './job.ts'
import { body } from '../origin/body.ts'

export async function runRequests(job: RequestsJob): Promise<RequestsResult> {
  const open = job.fresh
    ? []
    : await Promise.all(Array.from({ length: job.connections }, () => openConnection(job.target)))
  const request = requestBytes(job.target, '/small')
  const window = new Window(job.pid, job.warmMs, job.measureMs, job.count)
  if (job.fresh) for (let worker = 0; worker < job.connections; worker++) void repeatFresh(job, request, window)
  for (const socket of open) loopOn(socket, request, window)
  try {
    return await window.result
  } finally {
    for (const socket of open) socket.destroy()
  }
}

function loopOn(socket: Socket, request: Buffer, window: Window): void {
  let sentAt = 0
  const send = () => {
    sentAt = performance.now()
    socket.write(request)
  }
  const read = createAnswerReader(body.length, () => {
    window.done(performance.now() - sentAt)
    if (window.open) send()
  })
  guard(socket, window, read)
  send()
}

/** Connection, tunnel, handshake, one request, close; and again. The whole is the latency. */
async function repeatFresh(job: RequestsJob, request: Buffer, window: Window): Promise<void> {
  try {
    while (window.open) {
      const startedAt = performance.now()
      const socket = await openConnection(job.target)
      await new Promise<void>((resolve) => {
        guard(
          socket,
          window,
          createAnswerReader(body.length, () => resolve()),
        )
        socket.write(request)
      })
      window.done(performance.now() - startedAt)
      socket.end()
    }
  } catch (error) {
    window.fail(error)
  }
}

function guard(socket: Socket, window: Window, read: (chunk: Buffer) => void): void {
  socket.on('data', (chunk: Buffer) => {
    try {
      read(chunk)
    } catch (error) {
      window.fail(error)
    }
  })
  socket.on('error', (error) => {
    if (window.open && !socket.writableEnded) window.fail(error)
  })
  socket.on('close', () => {
    if (window.open && !socket.writableEnded)
      window.fail(new Error('Expected the connection to stay open, but the proxy closed it'))
  })
}
