/** HAR files for tests: what our writer and reader need, and entries of other tools from the few facts a test cares about. */
import { createCodec } from '../../src/content/encode.ts'
import { readHar, type ReadHar } from '../../src/har/read-har.ts'
import { createCensor } from '../../src/har/censor.ts'
import type { Decode } from '../../src/har/write-body.ts'
import type { Exchange } from '../../src/model/exchange.ts'
import { createRedactor } from '../../src/kit/redact.ts'

export const codec = createCodec(1e7)

export const decode: Decode = (chunks, coding) => codec.decode(Buffer.concat(chunks), coding)

/** Lets everything pass. */
export const open = createCensor(undefined)

export function strict() {
  return createCensor(createRedactor())
}

export function readText(text: string, name = 'f.har'): ReadHar {
  return readHar(text, name, codec)
}

type Json = Readonly<Record<string, unknown>>

/** One entry by another tool. */
export function readOne(entry: { request?: Json; response?: Json } & Json, creator = 'Chrome'): Exchange {
  const { request = {}, response = {}, ...rest } = entry
  const whole = {
    startedDateTime: '2026-01-02T03:04:05.678Z',
    time: 10,
    request: { method: 'GET', url: 'http://a.test/x', httpVersion: 'HTTP/1.1', headers: [], ...request },
    response: { status: 200, statusText: 'OK', httpVersion: 'HTTP/1.1', headers: [], content: {}, ...response },
    timings: {},
    ...rest,
  }
  return readText(JSON.stringify({ log: { creator: { name: creator, version: '1' }, entries: [whole] } })).exchanges[0]!
}
