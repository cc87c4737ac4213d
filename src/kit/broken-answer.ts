/** An answer that turns into garbage: over HTTP/1 by a stage on its bytes, over h2 by a body that breaks off (RFC 9113 §5.4.2). */
import type { ByteStage } from '../model/stage.ts'
import type { Verdict } from '../model/verdict.ts'
import { BrokenBody } from './broken-body.ts'
import { garbage } from './garbage.ts'
import { injected } from './injected.ts'

/** PROTOCOL_ERROR of HTTP/2 (RFC 9113 §7): garbage between its frames would end every other stream. */
const protocolError = 1

/** The answer, whose bytes `breakBytes` spoils. `did` completes "the fault … of the rule …". */
export function brokenAnswer(fault: string, rule: string, did: string): Verdict {
  const failure = { ...injected(fault, rule, did), errorCode: protocolError }
  const head = { status: 200, reason: 'OK', version: '1.1' as const, fields: [] }
  return { kind: 'respond', head, body: new BrokenBody(failure), from: 'fault', patches: [] }
}

/** `find` says how many bytes of a chunk still pass before the garbage; -1 = all of them. */
export function breakBytes(newFind: () => (chunk: Uint8Array) => number): ByteStage {
  return (next, tools) => {
    const find = newFind()
    let over = false
    let framed = false
    return {
      write(chunk) {
        if (over) return true
        // A mark stands for a head over h2, where the broken body says it all.
        framed ||= chunk.length === 0
        const end = framed ? -1 : find(chunk)
        if (end < 0) return next.write(chunk)
        over = true
        if (end > 0) next.write(chunk.subarray(0, end))
        next.write(garbage(() => tools.random('garbage')))
        tools.cut('close')
        return true
      },
      end(trailers) {
        if (!over) next.end(trailers)
      },
      fail(failure) {
        if (!over) next.fail(failure)
      },
    }
  }
}
