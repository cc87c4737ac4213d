/** Toxiproxy's slow_close: all bytes pass at once, and the end comes later. */
import { readableDuration } from '../kit/readable.ts'
import { defineFault } from '../model/fault.ts'
import type { ByteStage } from '../model/stage.ts'

export const slowClose = defineFault({
  name: 'slow_close',
  summary: 'Delays the end of the message and the closing of its connection.',
  family: 'toxiproxy',
  options: { delay: { kind: 'duration', summary: 'How long the end is held.' } },
  explain: ({ delay }) => `hold the end of the message for ${readableDuration(delay)}`,
  bytes: ({ delay }) => holdEnd(delay),
  closes: true,
})

function holdEnd(delay: number): ByteStage {
  return (next, tools) => {
    let released = false
    let end: (() => void) | undefined
    let timer: { stop(): void } | undefined
    const hold = (tell: () => void): void => {
      if (end !== undefined) return
      end = tell
      if (released) tell()
      else timer = tools.after(delay, tell)
    }
    return {
      write: (chunk) => end !== undefined || next.write(chunk),
      end: (trailers) => hold(() => next.end(trailers)),
      fail: (failure) => hold(() => next.fail(failure)),
      release() {
        if (released) return
        released = true
        timer?.stop()
        end?.()
      },
    }
  }
}
