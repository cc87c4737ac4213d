/** Toxiproxy's timeout: a black hole, and after a time the connection closes. What came in is gone. */
import { readableDuration } from '../kit/readable.ts'
import { defineFault } from '../model/fault.ts'
import type { ByteStage } from '../model/stage.ts'

export const timeout = defineFault({
  name: 'timeout',
  summary: 'Lets no bytes pass, and closes the connection after a time.',
  family: 'toxiproxy',
  options: {
    timeout: {
      kind: 'duration',
      summary: 'When the connection closes; 0 leaves it open until the rule or the client goes.',
      default: 0,
    },
  },
  explain: (values) =>
    values.timeout === 0
      ? 'deliver nothing and leave the connection open'
      : `deliver nothing and close the connection after ${readableDuration(values.timeout)}`,
  bytes: (values) => blackHole(values.timeout),
})

function blackHole(ms: number): ByteStage {
  return (next, tools) => {
    let over = false
    const close = (): void => {
      if (over) return
      over = true
      timer?.stop()
      tools.cut('close')
    }
    const timer = ms === 0 ? undefined : tools.after(ms, close)
    return {
      write: () => true,
      end() {},
      fail(failure) {
        if (over) return
        over = true
        timer?.stop()
        next.fail(failure)
      },
      // Bytes are missing: the connection cannot go on (as in Toxiproxy).
      release: close,
    }
  }
}
