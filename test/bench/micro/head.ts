/**
 * What one head costs the codec, by hand: `node test/bench/micro/head.ts`. Best of several rounds, since only the machine's
 * noise is added to the true cost.
 */
import { BytesBody } from '../../../src/kit/body.ts'
import type { Request } from '../../../src/model/message.ts'
import { encodeRequest } from '../../../src/engine/http1/encode-request.ts'
import { encodeResponse } from '../../../src/engine/http1/encode-response.ts'
import { parseRequestHead, parseResponseHead } from '../../../src/engine/http1/head.ts'

const limits = { fieldCount: 200, targetBytes: 16_384 }

const requestText = [
  'GET http://shop.example.test/catalogue/items?page=3&sort=price HTTP/1.1',
  'Host: shop.example.test',
  'User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
  'Accept-Language: en-GB,en;q=0.7,de;q=0.3',
  'Accept-Encoding: gzip, deflate, br, zstd',
  'Referer: http://shop.example.test/catalogue',
  'Connection: keep-alive',
  'Cookie: session=8f14e45fceea167a5a36dedd4bea2543; theme=light; consent=1',
  'Upgrade-Insecure-Requests: 1',
  'Sec-Fetch-Dest: document',
  'Sec-Fetch-Mode: navigate',
  'Priority: u=0, i',
  '\r\n',
].join('\r\n')

const responseText = [
  'HTTP/1.1 200 OK',
  'Date: Sat, 01 Mar 2025 10:00:00 GMT',
  'Server: nginx',
  'Content-Type: text/html; charset=utf-8',
  'Content-Length: 1024',
  'Connection: keep-alive',
  'Cache-Control: private, max-age=0',
  'ETag: "686897696a7c876b7e"',
  'Last-Modified: Fri, 28 Feb 2025 09:00:00 GMT',
  'Vary: Accept-Encoding',
  'Set-Cookie: session=8f14e45fceea167a5a36dedd4bea2543; Path=/; HttpOnly; SameSite=Lax',
  'X-Content-Type-Options: nosniff',
  'Strict-Transport-Security: max-age=31536000',
  '\r\n',
].join('\r\n')

const responding = {
  method: 'GET',
  clientVersion: '1.1',
  keepAlive: true,
  length: 1024,
  untilClose: true,
  switching: false,
} as const
const target: Request['target'] = {
  scheme: 'http',
  host: 'shop.example.test',
  port: 80,
  path: '/catalogue/items?page=3&sort=price',
  protocol: 'auto',
}
const requestBytes = Buffer.from(requestText, 'latin1')
const responseBytes = Buffer.from(responseText, 'latin1')
const requestHead = parseRequestHead(requestText, limits)
const responseHead = parseResponseHead(responseText, limits)
const body = new BytesBody()

// A head comes as bytes: making the text is part of the work, and keeps the engine from finding the last one's answer.
const parseRequest = () => parseRequestHead(requestBytes.toString('latin1'), limits)
const parseResponse = () => parseResponseHead(responseBytes.toString('latin1'), limits)

const work: Readonly<Record<string, () => unknown>> = {
  'bytes to text': () => requestBytes.toString('latin1'),
  parseRequestHead: parseRequest,
  parseResponseHead: parseResponse,
  encodeRequest: () =>
    encodeRequest({ head: requestHead, target, body, patches: [] }, { absoluteForm: false, upgrade: false }),
  encodeResponse: () => encodeResponse(responseHead, responding),
}

const rounds = 15
const perRound = 20_000

let kept: unknown
for (const [name, run] of Object.entries(work)) {
  let best = Infinity
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    for (let i = 0; i < perRound; i++) kept = run()
    best = Math.min(best, (performance.now() - start) / perRound)
  }
  console.log(`${name.padEnd(20)} ${(best * 1000).toFixed(2)} µs`)
}
if (kept === undefined) throw new Error('nothing was measured')
