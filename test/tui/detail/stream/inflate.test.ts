import { constants, createDeflateRaw, type DeflateRaw, deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { StreamMessage } from '../../../../src/model/exchange.ts'
import { createInflater } from '../../../../src/tui/detail/stream/inflate.ts'
import { buildMessage } from '../../../support/exchange.ts'

/** Compresses as RFC 7692 has it: each message leans on those before, and the end of its block is left off. */
async function compressAll(texts: readonly string[], direction: 'up' | 'down' = 'down'): Promise<StreamMessage[]> {
  const stream: DeflateRaw = createDeflateRaw()
  const messages: StreamMessage[] = []
  for (const text of texts) {
    const parts: Buffer[] = []
    stream.on('data', (part: Buffer) => parts.push(part))
    stream.write(text)
    await new Promise<void>((done) => stream.flush(constants.Z_SYNC_FLUSH, () => done()))
    stream.removeAllListeners('data')
    messages.push(buildMessage({ direction, data: Buffer.concat(parts).subarray(0, -4), compressed: true }))
  }
  stream.close()
  return messages
}

const texts = ['{"price":1,"name":"alpha"}', '{"price":2,"name":"alpha"}', '{"price":3,"name":"alpha"}']
const textsOf = (
  messages: readonly StreamMessage[],
  plain: { plain(message: StreamMessage): Uint8Array | undefined },
) =>
  messages.map((message) => {
    const bytes = plain.plain(message)
    return bytes === undefined ? undefined : Buffer.from(bytes).toString()
  })

test('each leans on those before it, in its own direction', async () => {
  const down = await compressAll(texts)
  const up = await compressAll(['ping ping', 'ping ping'], 'up')
  const messages = [down[0]!, up[0]!, down[1]!, up[1]!, down[2]!]
  const inflater = createInflater()
  expect(textsOf(messages.slice(0, 2), inflater.read(messages.slice(0, 2), 2))).toEqual([texts[0], 'ping ping'])
  expect(textsOf(messages, inflater.read(messages, 5))).toEqual([
    texts[0],
    'ping ping',
    texts[1],
    'ping ping',
    texts[2],
  ])
  // The beginning of the list goes; what was read stays read.
  expect(textsOf(messages.slice(3), inflater.read(messages.slice(3), 5))).toEqual(['ping ping', texts[2]])
})

test('what leans on messages that are gone cannot be told', async () => {
  const messages = await compressAll(texts)
  expect(textsOf(messages.slice(1), createInflater().read(messages.slice(1), 3))).toEqual([undefined, undefined])
})

test('messages that lean on nothing can be, and so can plain ones', () => {
  const alone = buildMessage({
    data: deflateRawSync('alone', { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4),
    compressed: true,
  })
  const plain = buildMessage({ data: 'plain' })
  expect(textsOf([alone, plain], createInflater().read([alone, plain], 9))).toEqual(['alone', 'plain'])
})

test('broken bytes and cut ones are not told', () => {
  const broken = buildMessage({ data: 'no deflate at all', compressed: true })
  const cut = buildMessage({ data: 'x', size: 900, compressed: true })
  expect(textsOf([broken, cut], createInflater().read([broken, cut], 2))).toEqual([undefined, undefined])
})
