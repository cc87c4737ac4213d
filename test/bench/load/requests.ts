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
  const gap = job.rate === undefined ? 0 : (job.connections / job.rate) * 1000
  for (const [at, socket] of open.entries()) loopOn(socket, request, window, gap, (gap * at) / open.length)
  try {
    return await window.result
  } finally {
    for (const socket of open) socket.destroy()
  }
}

/** `gap` ms are between the beginnings of two requests where the answer allows it; the first begins after `delay`. */
function loopOn(socket: Socket, request: Buffer, window: Window, gap: number, delay: number): void {
  let sentAt = 0
  let due = performance.now() + delay
  const send = () => {
    if (!window.open) return
    sentAt = performance.now()
    socket.write(request)
  }
  const read = createAnswerReader(body.length, () => {
    window.done(performance.now() - sentAt)
    due += gap
    next()
  })
  const next = () => {
    const wait = due - performance.now()
    if (gap === 0 || wait <= 0) send()
    else setTimeout(send, wait)
  }
  guard(socket, window, read)
  next()
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
