import { expect, test } from 'vitest'
import { BodyStream } from '../../src/kit/body.ts'
import { gateChannel } from '../../src/engine/gated-channel.ts'
import { watchSwitched } from '../../src/engine/websocket.ts'
import { encodeFrame } from '../../src/messages/frame-writer.ts'
import type { MessageStage } from '../../src/model/message-stage.ts'
import { exchangeOf, testCore } from '../support/core.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

function setup(stage: MessageStage) {
  const core = testCore()
  const { exchange } = exchangeOf(core, 'upgrade', { fields: ['Upgrade', 'websocket'] })
  exchange.arm(() => 0).messages = [{ rule: 'r', stage }]
  const said: string[] = []
  const down = new BodyStream(null, { pauseBody: () => {}, resumeBody: () => {}, cancelBody: () => {} })
  const up: Uint8Array[] = []
  let drain = (): void => {}
  const channel = {
    down,
    up: {
      write: (chunk: Uint8Array) => up.push(chunk) > 0,
      end: () => void said.push('up end'),
      fail: () => {},
    },
    accept: ({ resume }: { resume(): void }) => void (drain = resume),
    close: (how: string) => void said.push(`close ${how}`),
  }
  const closed: unknown[] = []
  const watch = watchSwitched(core, exchange, (failure) => closed.push(failure))
  const gated = gateChannel(core, exchange, channel, watch)
  const shown: Uint8Array[] = []
  gated.channel.accept({ pause: () => {}, resume: () => void said.push('resume') })
  gated.channel.down.pipe({
    write(chunk) {
      gated.observer.down(chunk)
      return shown.push(chunk) > 0
    },
    end: () => void said.push('down end'),
    fail: ({ code }) => void said.push(`down ${code}`),
  })
  const messages = () =>
    core
      .of('message')
      .map(({ message: { direction, data, change = '' } }) =>
        `${direction} ${Buffer.from(data).toString()} ${change}`.trim(),
      )
  return { core, gated, down, up, shown, said, closed, messages, drain: () => drain() }
}

test('both directions are asked about; the record has what went on', async () => {
  const { gated, down, up, shown, messages } = setup(({ kind, data }) =>
    Buffer.from(data).toString() === 'no' ? 'drop' : { kind, data: bytes(`<${Buffer.from(data).toString()}>`) },
  )
  gated.channel.up.write(encodeFrame('text', bytes('a'), new Uint8Array([1, 2, 3, 4])))
  down.push(encodeFrame('text', bytes('b')))
  down.push(encodeFrame('text', bytes('no')))
  await settled()
  expect(messages()).toEqual(['up <a> edited', 'down <b> edited', 'down no dropped'])
  // Only what a client sends is masked.
  expect([up[0]![1]! & 0x80, shown[0]![1]! & 0x80]).toEqual([0x80, 0])
})

test('the end of the connection aborts whoever is asked', async () => {
  const aborted: boolean[] = []
  const { gated, closed, messages } = setup(
    (_message, signal) =>
      new Promise((resolve) =>
        signal.addEventListener('abort', () => {
          aborted.push(true)
          resolve('pass')
        }),
      ),
  )
  gated.channel.up.write(encodeFrame('text', bytes('a'), new Uint8Array(4)))
  gated.observer.closed(undefined)
  await settled()
  expect([aborted, closed, messages()]).toEqual([[true], [undefined], []])
})

test('a client that ends without a goodbye takes what is held with it', async () => {
  const { gated, said, up } = setup(() => new Promise(() => {}))
  gated.channel.up.write(encodeFrame('text', bytes('a'), new Uint8Array(4)))
  gated.channel.up.end()
  await settled()
  expect(said).toEqual(['up end'])
  expect(up).toEqual([])
})

test('ends, failures and closes pass', () => {
  const { gated, down, said } = setup(() => 'pass')
  gated.channel.up.end()
  gated.channel.close('reset')
  down.abort({ code: 'upstream_reset', message: '', leg: 'upstream' })
  expect(said).toEqual(['up end', 'close reset', 'down upstream_reset'])
})
