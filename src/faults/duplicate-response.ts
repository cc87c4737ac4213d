/** The answer twice on one connection: the second one is nobody's, or is taken for the answer to the next request. */
import { defineFault } from '../model/fault.ts'
import type { ByteStage } from '../model/stage.ts'

/** Longest answer that is repeated: it is kept in memory until its end. */
const most = 1_048_576

export const duplicateResponse = defineFault({
  name: 'duplicate_response',
  summary: 'Sends the whole response twice, as far as it has at most 1 MiB.',
  family: 'http',
  options: {},
  only: 'downstream',
  explain: () => 'send the whole response a second time on the same connection',
  bytes: () => sendTwice,
  skips: (protocol) => (protocol === 'h2' ? 'a stream of HTTP/2 carries one response' : undefined),
})

const sendTwice: ByteStage = (next) => {
  let kept: Uint8Array[] = []
  let size = 0
  let released = false
  return {
    write(chunk) {
      size += chunk.length
      if (released || size > most) kept = []
      else kept.push(chunk)
      return next.write(chunk)
    },
    end(trailers) {
      for (const chunk of kept) next.write(chunk)
      kept = []
      next.end(trailers)
    },
    fail(failure) {
      kept = []
      next.fail(failure)
    },
    release() {
      released = true
      kept = []
    },
  }
}
