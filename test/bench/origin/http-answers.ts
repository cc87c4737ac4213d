/**
 * The origin's HTTP side on a raw socket: prepared bytes out for every request head in, so that it costs a fraction
 * of any proxy. Requests have no bodies here; what follows a head is the next one.
 */
import type { Socket } from 'node:net'
import { body } from './body.ts'
import { startEcho } from './websocket-echo.ts'

/** What a common application server sends: with Content-Length eight fields. */
const fields =
  'Date: Thu, 01 Jan 2026 00:00:00 GMT\r\nServer: bench\r\nContent-Type: text/plain; charset=utf-8\r\n' +
  'Cache-Control: no-store\r\nETag: "0123456789abcdef"\r\nVary: Accept-Encoding\r\nX-Request-Id: 0123456789abcdef\r\n'
const small = Buffer.from(`HTTP/1.1 200 OK\r\n${fields}Content-Length: ${body.length}\r\n\r\n${body}`)
const piece = Buffer.alloc(65_536, 'x')

/** Sockets waiting until as many requests as the path names have arrived. */
const waiting: Socket[] = []

export function answerOn(socket: Socket): void {
  let kept = ''
  const read = (chunk: Buffer) => {
    kept += chunk.toString('latin1')
    for (let end = kept.indexOf('\r\n\r\n'); end !== -1; end = kept.indexOf('\r\n\r\n')) {
      const head = kept.slice(0, end)
      kept = kept.slice(end + 4)
      if (head.includes('/small')) socket.write(small)
      else if (answerRare(socket, head)) socket.off('data', read)
    }
  }
  socket.on('data', read)
  socket.on('error', () => socket.destroy())
}

/** True when the socket is no longer HTTP. */
function answerRare(socket: Socket, head: string): boolean {
  const [, kind, value = ''] = /^\S+ (?:https?:\/\/[^/]+)?\/(\w+)\/?(\d*)/.exec(head) ?? []
  if (kind === 'download') sendDownload(socket, Number(value))
  else if (kind === 'json') sendJson(socket, Number(value))
  else if (kind === 'barrier') waitForAll(socket, Number(value))
  else if (kind === 'echo') {
    startEcho(socket, head)
    return true
  } else socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
  return false
}

function waitForAll(socket: Socket, count: number): void {
  waiting.push(socket)
  if (waiting.length < count) return
  for (const each of waiting.splice(0)) each.write(small)
}

/** A list of small objects, with blanks before its end so that it has the size asked for. */
function sendJson(socket: Socket, bytes: number): void {
  const item = '{"id":12345678,"name":"somebody","tags":["a","b"],"place":{"x":1.5,"y":-2,"known":true}}'
  const content = Buffer.alloc(bytes, `,${item}`)
  const end = Math.floor(bytes / (item.length + 1)) * (item.length + 1)
  content.fill(' ', end)
  content[0] = 0x5b
  content[bytes - 1] = 0x5d
  socket.write(`HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${bytes}\r\n\r\n`)
  socket.write(content)
}

function sendDownload(socket: Socket, bytes: number): void {
  let left = bytes
  socket.write(`HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: ${bytes}\r\n\r\n`)
  const fill = () => {
    while (left > 0) {
      const part = left < piece.length ? piece.subarray(0, left) : piece
      left -= part.length
      if (!socket.write(part)) return
    }
    socket.off('drain', fill)
  }
  socket.on('drain', fill)
  fill()
}
