/** Toxiproxy's limit_data: so many bytes pass, then the connection closes. */
import { defineFault } from '../model/fault.ts'
import type { ByteStage } from '../model/stage.ts'

export const limitData = defineFault({
  name: 'limit_data',
  summary: 'Closes the connection after a number of bytes.',
  family: 'toxiproxy',
  options: { bytes: { kind: 'bytes', summary: 'Bytes that pass, head included over HTTP/1.' } },
  explain: ({ bytes }) => `close the connection after ${bytes} bytes`,
  bytes: ({ bytes }) => limit(bytes),
})

function limit(bytes: number): ByteStage {
  return (next, tools) => {
    let left = bytes
    let released = false
    let over = false
    return {
      write(chunk) {
        if (over) return true
        if (released) return next.write(chunk)
        const passed = chunk.length <= left ? chunk : chunk.subarray(0, left)
        left -= passed.length
        // With nothing allowed not even a mark passes.
        const flowing = bytes === 0 || next.write(passed)
        if (left > 0) return flowing
        over = true
        tools.cut('close')
        return true
      },
      end(trailers) {
        if (!over) next.end(trailers)
      },
      fail(failure) {
        if (!over) next.fail(failure)
      },
      release() {
        released = true
      },
    }
  }
}
