import { expect, test } from 'vitest'
import { encodeFrame } from '../../src/messages/frame-writer.ts'
import { FrameReader } from '../../src/messages/frame-reader.ts'
import { MessageGate } from '../../src/messages/message-gate.ts'
import type { MessageFate, MessageStage } from '../../src/model/message-stage.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (one: string) => encodeFrame('text', bytes(one))
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

function gate(stages: MessageStage[], accept: () => boolean = () => true) {
  const said: string[] = []
  const raw: Uint8Array[] = []
  const reader = new FrameReader(1000, ({ kind, data }) => void said.push(`${kind} ${Buffer.from(data).toString()}`))
  const gone = new AbortController()
  const made = new MessageGate({
    direction: 'up',
    stages,
    next: {
      write(chunk) {
        raw.push(chunk)
        reader.feed(chunk)
        return accept()
      },
      end: () => void said.push('end'),
      fail: ({ code }) => void said.push(`fail ${code}`),
    },
    signal: gone.signal,
    mask: () => new Uint8Array([1, 2, 3, 4]),
    resume: () => void said.push('resume'),
    changed: (how, { data }) => void said.push(`${how} ${Buffer.from(data).toString()}`),
    warn: (message) => void said.push(`warning ${message}`),
  })
  return { gate: made, said, raw, gone }
}

/** A stage that a test answers. */
function asked() {
  const waiting: { text: string; answer(fate: MessageFate): void }[] = []
  const stage: MessageStage = ({ data }) =>
    new Promise((answer) => waiting.push({ text: Buffer.from(data).toString(), answer }))
  return { stage, waiting }
}

test('messages wait one by one, pings overtake, the goodbye and the end wait', async () => {
  const { stage, waiting } = asked()
  const { gate: one, said, raw } = gate([stage])
  one.write(text('a'))
  one.write(Buffer.concat([text('b'), encodeFrame('ping', bytes('p')), encodeFrame('close', bytes(''))]))
  one.end()
  expect(said).toEqual(['ping p'])
  expect(one).toMatchObject({ holds: true, saidClose: true })
  expect(waiting.map((each) => each.text)).toEqual(['a'])
  waiting[0]!.answer('pass')
  await settled()
  expect(said).toEqual(['ping p', 'text a'])
  expect(raw[1]).toEqual(text('a'))
  waiting[1]!.answer({ kind: 'binary', data: bytes('B') })
  await settled()
  expect(said.slice(2)).toEqual(['edited B', 'binary B', 'close ', 'end'])
  // Masked, as a client's frames must be.
  expect(raw[2]![1]! & 0x80).toBe(0x80)
})

test('what is dropped is told and not written', async () => {
  const { gate: one, said } = gate([() => 'drop'])
  one.write(text('a'))
  await settled()
  expect(said).toEqual(['dropped a'])
})

test('each stage sees what the one before made of it', async () => {
  const louder: MessageStage = ({ kind, data }) => ({ kind, data: bytes(`${Buffer.from(data).toString()}!`) })
  const { gate: one, said } = gate([louder, () => 'pass', louder])
  one.write(text('a'))
  await settled()
  expect(said).toEqual(['edited a!!', 'text a!!'])
})

test('a stage that fails lets the message pass', async () => {
  const { gate: one, said } = gate([
    () => {
      throw new Error('broken')
    },
  ])
  one.write(text('a'))
  await settled()
  expect(said).toEqual(['warning a WebSocket message passed untouched: broken', 'text a'])
})

test('compressed messages and those over the cap pass, each said once', async () => {
  const { stage, waiting } = asked()
  const { gate: one, said } = gate([stage])
  const compressed = text('zip')
  compressed[0] = 0xc1
  one.write(compressed)
  one.write(compressed)
  one.write(encodeFrame('binary', new Uint8Array(1024 * 1024 + 1)))
  one.write(encodeFrame('binary', new Uint8Array(1024 * 1024 + 1)))
  await settled()
  expect(waiting).toEqual([])
  expect(said.filter((each) => each.startsWith('warning'))).toEqual([
    'warning compressed WebSocket messages passed untouched',
    'warning a WebSocket message over 1 MiB, or one that cannot be read, passed untouched',
  ])
})

test('what waits behind a held message is bounded: then the source waits too', async () => {
  const { stage, waiting } = asked()
  const { gate: one, said } = gate([stage])
  expect(one.write(text('a'))).toBe(true)
  expect(one.write(encodeFrame('binary', new Uint8Array(300_000)))).toBe(false)
  waiting[0]!.answer('pass')
  await settled()
  expect(said).toContain('resume')
})

test('a full socket holds the source back until it drains', () => {
  const { gate: one, said } = gate([], () => false)
  expect(one.write(encodeFrame('ping', bytes('')))).toBe(false)
  one.drained()
  expect(said).toContain('resume')
})

test('nothing passes once it is abandoned, whatever is answered', async () => {
  const { stage, waiting } = asked()
  const { gate: one, said } = gate([stage])
  one.write(text('a'))
  one.abandon()
  waiting[0]!.answer('pass')
  expect(one.write(text('b'))).toBe(true)
  one.end()
  await settled()
  expect(said).toEqual([])
})

test('a failure does not wait', async () => {
  const { stage } = asked()
  const { gate: one, said } = gate([stage])
  one.write(text('a'))
  one.fail({ code: 'upstream_reset', message: '', leg: 'upstream' })
  expect(said).toEqual(['fail upstream_reset'])
})
