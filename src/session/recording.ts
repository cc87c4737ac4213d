/** `-w`: every exchange that ends goes into a HAR file. Whatever the disk does, traffic goes on, and a loss is said. */
import { harFrame, harLine } from '../har/write-har.ts'
import type { Clock } from '../kit/clock.ts'
import { openTailFile, type TailFile } from '../kit/tail-file.ts'
import type { Exchange } from '../model/exchange.ts'
import type { Store } from '../store/index.ts'
import { harWriteOptions } from './har.ts'

export interface Recording {
  /** What is not in the file, and why; undefined while nothing is missing. */
  readonly loss: string | undefined
  /** Writes what has ended and was not written yet. */
  close(): Promise<void>
}

export type RecordingSource = { path: string; store: Store; clock: Clock; version: string; seed: string }

/** ms that exchanges wait for each other, and for what a rule still says of them after their end. */
const gathering = 100

/** Exchanges made to text in one go. */
const batch = 50

/** Characters waiting for the disk, above which exchanges are dropped: the proxy must not grow because a disk is slow. */
const mostWaiting = 64 * 1024 * 1024

/** Never rejects: a file that cannot be made is a loss like any other. */
export async function startRecording({ path, store, clock, version, seed }: RecordingSource): Promise<Recording> {
  const options = harWriteOptions()
  let loss: string | undefined
  let dropped = 0
  const lose = (why: string): void => {
    loss = why
    store.apply({ type: 'warning', at: clock.now(), code: 'recording_lost', message: why })
  }
  const file = await openTailFile(path, harFrame({ version, seed }), ({ message }) =>
    lose(`${path} is not complete: ${message}`),
  ).catch((error: Error) => {
    lose(`nothing is written to ${path}: ${error.message}`)
    return undefined
  })
  const ended = gather(store, clock, (exchanges) => {
    if (file === undefined || loss !== undefined) return
    if (file.waiting > mostWaiting) dropped += exchanges.length
    else writeAll(file, exchanges)
  })

  function writeAll(to: TailFile, exchanges: readonly Exchange[]): void {
    to.append(exchanges.flatMap((exchange) => harLine(exchange, options) ?? []))
  }

  return {
    get loss() {
      return loss
    },
    async close() {
      ended.close()
      await file?.close()
      if (dropped > 0) lose(`${path} lacks ${dropped} exchanges: the disk was too slow`)
    },
  }
}

/** Hands on what ended, a while after it did and a few at a time. */
function gather(store: Store, clock: Clock, take: (exchanges: readonly Exchange[]) => void): { close(): void } {
  // Kept here too: the history may have forgotten them by then.
  let waiting = new Map<string, Exchange>()
  let timer: { stop(): void } | undefined
  const next = (): void => {
    const now = [...waiting.keys()].slice(0, batch)
    take(now.map((id) => store.get(id) ?? waiting.get(id)!))
    for (const id of now) waiting.delete(id)
    timer = waiting.size > 0 ? clock.after(0, next) : undefined
  }
  const leave = store.on((event) => {
    if (event.type !== 'end') return
    const exchange = store.get(event.id)
    if (exchange === undefined || exchange.endedAt !== event.at) return
    waiting.set(event.id, exchange)
    timer ??= clock.after(gathering, next)
  })
  return {
    close() {
      leave()
      timer?.stop()
      take([...waiting].map(([id, exchange]) => store.get(id) ?? exchange))
      waiting = new Map()
    },
  }
}
