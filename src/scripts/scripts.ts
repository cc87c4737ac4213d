/** All scripts of a session, by path: loaded before the rules that name them act, and anew when one of their files has changed. */
import type { Clock } from '../kit/clock.ts'
import { fileVersion } from '../kit/files.ts'
import type { Codec } from '../kit/rewrite-body.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { Exchange } from '../model/exchange.ts'
import { relative } from 'node:path'
import { Script, type ScriptWorld } from './script.ts'

/** Lines of logs that are passed on in a second; a script that says more is not listened to for the rest of it. */
const mostLines = 200

/** Loaded and not yet at work. */
export type Prepared = {
  /** From here on these are the scripts, and no others. */
  use(): void
  /** The old ones stay. */
  discard(): void
}

export class Scripts {
  readonly #world: ScriptWorld
  #current = new Map<string, { script: Script; version: string }>()

  constructor(clock: Clock, codec: Codec, emit: (event: ProxyEvent) => void) {
    const budget = new LineBudget(clock)
    const ears: ScriptWorld['ears'] = {
      say(code, message, exchange) {
        const text = code === 'script_log' ? budget.allow(message) : message
        if (text === undefined) return
        emit({ type: 'warning', at: clock.now(), code, message: text, ...(exchange !== undefined && { exchange }) })
      },
      mark: (id, { tags, comment }) =>
        emit({
          type: 'mark',
          id,
          at: clock.now(),
          ...(tags !== undefined && { tags }),
          ...(comment !== undefined && { comment }),
        }),
    }
    this.#world = { clock, codec, show: showPath, ears }
  }

  get(path: string): Script | undefined {
    return this.#current.get(path)?.script
  }

  /** The files that all scripts are made of. */
  get files(): readonly string[] {
    return [...new Set([...this.#current.values()].flatMap(({ script }) => script.files))]
  }

  /** Those that have not changed go on as they are. @throws MiddleboxError script_invalid, and then nothing is prepared */
  async prepare(paths: readonly string[]): Promise<Prepared> {
    const next = new Map<string, { script: Script; version: string }>()
    const opened: Script[] = []
    const discard = (): void => opened.forEach((script) => void script.close())
    for (const path of new Set(paths)) {
      const known = this.#current.get(path)
      if (known !== undefined && known.version === versionOf(known.script)) {
        next.set(path, known)
        continue
      }
      try {
        const script = await Script.open(path, this.#world)
        opened.push(script)
        next.set(path, { script, version: versionOf(script) })
      } catch (error) {
        discard()
        throw error
      }
    }
    return { use: () => this.#use(next), discard }
  }

  /** Resolves when every script that saw the exchange has been told. */
  async ended(exchange: Exchange): Promise<void> {
    await Promise.all([...this.#current.values()].map(({ script }) => script.ended(exchange)))
  }

  forget(id: string): void {
    for (const { script } of this.#current.values()) script.forget(id)
  }

  async close(): Promise<void> {
    await Promise.all([...this.#current.values()].map(({ script }) => script.close()))
  }

  #use(next: Map<string, { script: Script; version: string }>): void {
    for (const [path, { script }] of this.#current) if (next.get(path)?.script !== script) void script.close()
    this.#current = next
  }
}

class LineBudget {
  readonly #clock: Clock
  #since = 0
  #count = 0

  constructor(clock: Clock) {
    this.#clock = clock
  }

  allow(line: string): string | undefined {
    const now = this.#clock.now()
    if (now - this.#since > 1000) [this.#since, this.#count] = [now, 0]
    this.#count++
    if (this.#count > mostLines) return undefined
    return this.#count < mostLines ? line : `${line} (what else scripts say in this second is left out)`
  }
}

function versionOf({ files }: Script): string {
  return files.map((path) => `${path} ${fileVersion(path)}`).join('\n')
}

/** As people know it: relative when below the working directory. */
function showPath(path: string): string {
  const short = relative('', path)
  return short === '' || short.startsWith('..') ? path : short
}
