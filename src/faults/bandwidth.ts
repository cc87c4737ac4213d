/** Toxiproxy's bandwidth: bytes pass at a rate, in pieces of what 100 ms carry. */
import { DelayLine } from '../kit/delay-line.ts'
import { defineFault } from '../model/fault.ts'

/** How often a piece is sent, in ms. */
const interval = 100

export const bandwidth = defineFault({
  name: 'bandwidth',
  summary: 'Limits the rate at which bytes pass.',
  family: 'toxiproxy',
  options: {
    rate: {
      kind: 'integer',
      summary: 'Kilobytes (1000 bytes) a second; 0 lets nothing pass.',
      unit: 'KB/s',
      min: 0,
      max: 10_000_000,
    },
  },
  explain: ({ rate }) => (rate === 0 ? 'let no bytes pass' : `let ${rate} KB pass in a second`),
  bytes:
    ({ rate }) =>
    (next, tools) => {
      /** When the bytes before are through. */
      let free = 0
      return new DelayLine(next, tools, (chunk, hold) => {
        if (rate === 0) return hold(chunk, Infinity)
        free = Math.max(free, tools.now())
        // Bytes in a millisecond are kilobytes in a second.
        const most = rate * interval
        for (let at = 0; at < chunk.length || at === 0; at += most) {
          const piece = chunk.length <= most ? chunk : chunk.subarray(at, at + most)
          free += piece.length / rate
          hold(piece, free)
        }
      })
    },
})
