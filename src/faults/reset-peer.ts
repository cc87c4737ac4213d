/** Toxiproxy's reset_peer: the first sign of an answer ends the connection with a reset, at once or after a time. */
import { readableDuration } from '../kit/readable.ts'
import { defineFault } from '../model/fault.ts'
import type { ByteStage } from '../model/stage.ts'

export const resetPeer = defineFault({
  name: 'reset_peer',
  summary: 'Resets the connection when the first bytes come; nothing is delivered.',
  family: 'toxiproxy',
  options: {
    timeout: { kind: 'duration', summary: 'How long after the first bytes the reset comes.', default: 0 },
    scope: {
      kind: 'choice',
      summary: 'What ends over h2: the stream, or the connection with all its streams.',
      choices: ['stream', 'connection'],
      default: 'stream',
    },
  },
  explain: (values) =>
    `reset the connection ${values.timeout === 0 ? 'at the first byte' : `${readableDuration(values.timeout)} after the first byte`}`,
  bytes: (values) => resetOnData(values.timeout),
  scope: ({ scope }) => scope,
})

function resetOnData(ms: number): ByteStage {
  return (next, tools) => {
    let released = false
    let started = false
    const start = (): void => {
      if (started) return
      started = true
      if (ms === 0) tools.cut('reset')
      else tools.after(ms, () => tools.cut('reset'))
    }
    return {
      write(chunk) {
        if (released) return next.write(chunk)
        start()
        return true
      },
      end(trailers) {
        if (released) next.end(trailers)
        else start()
      },
      fail(failure) {
        if (released) next.fail(failure)
        else start()
      },
      release() {
        // Once bytes are lost none that come later may pass: the reset cannot wait any more.
        if (started) tools.cut('reset')
        else released = true
      },
    }
  }
}
