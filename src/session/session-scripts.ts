/** A session's scripts: not even loaded until a rule names one, told of the end of the exchanges that they saw. */
import { createCodec } from '../content/encode.ts'
import type { Clock } from '../kit/clock.ts'
import type { RuleDefinition } from '../model/rule.ts'
import type { Prepared, Scripts } from '../scripts/scripts.ts'
import type { RulesWorld } from '../pipeline/rules/world.ts'
import type { Store } from '../store/index.ts'

export interface SessionScripts {
  /** The files that all scripts are made of. */
  readonly files: readonly string[]
  /** Loads what these rules name, to be used once they are at work. @throws MiddleboxError script_invalid */
  prepare(definitions: readonly RuleDefinition[]): Promise<Prepared>
  on: NonNullable<RulesWorld['script']>
  /** Lets each script finish what it has begun. */
  close(): Promise<void>
}

/** Bytes of a decoded body that a script is given. */
const maxDecoded = 64 * 1024 * 1024

const nothing: Prepared = { use: () => {}, discard: () => {} }

export function createSessionScripts(clock: Clock, store?: Pick<Store, 'on' | 'get' | 'apply'>): SessionScripts {
  let scripts: Scripts | undefined
  const told = new Set<Promise<void>>()
  const load = async (): Promise<Scripts> => {
    const { Scripts } = await import('../scripts/scripts.ts')
    const made = (scripts ??= new Scripts(clock, createCodec(maxDecoded), (event) => store?.apply(event)))
    store?.on((event) => {
      if (event.type !== 'end') return
      const exchange = store.get(event.id)
      if (exchange === undefined) return made.forget(event.id)
      const telling: Promise<void> = made.ended(exchange).finally(() => told.delete(telling))
      told.add(telling)
    })
    return made
  }
  return {
    get files() {
      return scripts?.files ?? []
    },
    async prepare(definitions) {
      const paths = definitions.flatMap(({ do: steps }) =>
        steps.flatMap(({ action, attributes }) => (action === 'script' ? [String(attributes['file'])] : [])),
      )
      if (paths.length === 0 && scripts === undefined) return nothing
      return (scripts ?? (await load())).prepare(paths)
    },
    on: (path, context, dice) => scripts?.get(path)?.on(context, dice),
    async close() {
      await Promise.all(told)
      await scripts?.close()
    },
  }
}
