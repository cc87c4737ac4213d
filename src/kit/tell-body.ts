/** Telling that a body was put in place of another, with the version on the upstream's side as far as it is here. */
import type { Context } from '../model/contract.ts'
import type { Cause } from '../model/hop.ts'
import type { ByteStage } from '../model/stage.ts'

/** Who tells: the context of an exchange. */
export type Teller = Pick<Context, 'id' | 'now' | 'emit' | 'keepBody'>

/** `upstream`: what was sent on, or what came; absent when nobody read it. */
export function tellBody(
  context: Teller,
  side: 'request' | 'response',
  cause: Cause,
  upstream?: readonly Uint8Array[],
): void {
  const { id } = context
  const at = context.now()
  if (upstream === undefined) return context.emit({ type: 'body', id, at, side, cause })
  const body = context.keepBody()
  for (const chunk of upstream) body.add(chunk)
  context.emit({ type: 'body', id, at, side, cause, body })
}

/**
 * A stage on the body of an answer that keeps what comes to it, and tells of it at the end if other bytes went on. `length` is
 * what was announced: a stage that ends the body early has not seen all of it.
 */
export function toldStage(stage: ByteStage, context: Teller, cause: Cause, length: number | null): ByteStage {
  return (next, tools) => {
    const came = context.keepBody()
    let passing: Uint8Array | undefined
    let went = 0
    let changed = false
    const tell = (): void => {
      if (!changed && went === came.size) return
      const body = { kept: came.kept, chunks: came.chunks, size: Math.max(came.size, length ?? 0) }
      context.emit({ type: 'body', id: context.id, at: context.now(), side: 'response', cause, body })
    }
    const staged = stage(
      {
        write(chunk) {
          changed ||= chunk !== passing
          went += chunk.length
          return next.write(chunk)
        },
        end(trailers) {
          tell()
          next.end(trailers)
        },
        fail(failure) {
          tell()
          next.fail(failure)
        },
      },
      tools,
    )
    return {
      write(chunk) {
        came.add(chunk)
        passing = chunk
        return staged.write(chunk)
      },
      end: (trailers) => staged.end(trailers),
      fail: (failure) => staged.fail(failure),
    }
  }
}
