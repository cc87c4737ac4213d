/** A session's rules: not there, and not even loaded, until there is one; then changeable while it runs. */
import type { Clock } from '../kit/clock.ts'
import type { Interceptor } from '../model/contract.ts'
import type { RuleDefinition } from '../model/rule.ts'
import type { RuleState, Rules } from '../pipeline/rules.ts'
import type { Store } from '../store/index.ts'

export interface SessionRules {
  readonly interceptor: Interceptor
  /** Puts these in place of all. @throws MiddleboxError rule_invalid, filter_invalid, and then changes nothing */
  replace(definitions: readonly RuleDefinition[]): Promise<void>
  list(): readonly RuleState[]
}

export function createSessionRules(seed: string, clock: Clock, store: Store): SessionRules {
  let rules: Rules | undefined
  return {
    interceptor: {
      name: 'rules',
      handle: (request, next, context) =>
        rules === undefined ? next(request, context) : rules.interceptor.handle(request, next, context),
    },
    async replace(definitions) {
      if (rules !== undefined) return rules.replace(definitions)
      if (definitions.length === 0) return
      const loaded = await loadRules(definitions, seed, clock)
      rules = loaded
      store.on((event) => {
        if (event.type !== 'end' || !loaded.waitsForEnd) return
        const exchange = store.get(event.id)
        if (exchange !== undefined) loaded.ended(exchange, (said) => store.apply(said))
      })
    },
    list: () => rules?.rules() ?? [],
  }
}

async function loadRules(definitions: readonly RuleDefinition[], seed: string, clock: Clock): Promise<Rules> {
  const [{ createRules, maxMatchBody }, { faultAction }, { createBodyDecoder }, { createCodec }, { draw }] =
    await Promise.all([
      import('../pipeline/rules.ts'),
      import('../pipeline/rules/fault-action.ts'),
      import('../content/decode.ts'),
      import('../content/encode.ts'),
      import('../kit/draw.ts'),
    ])
  return createRules(definitions, {
    seed,
    clock,
    draw,
    codec: createCodec(maxDecoded),
    filterOptions: { decode: createBodyDecoder(maxMatchBody) },
    more: [faultAction],
  })
}

/** Bytes of a decoded body that is to be rewritten. */
const maxDecoded = 64 * 1024 * 1024
