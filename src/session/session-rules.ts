/** A session's rules: not there, and not even loaded, until there is one; then changeable while it runs. */
import type { Clock } from '../kit/clock.ts'
import type { ConnectionRules } from '../model/connection.ts'
import type { Interceptor } from '../model/contract.ts'
import type { Desk } from '../model/paused.ts'
import type { RuleDefinition } from '../model/rule.ts'
import type { PhaseNow } from '../model/scenario.ts'
import type { RuleState, Rules, RulesWorld } from '../pipeline/rules.ts'
import type { Store } from '../store/index.ts'
import type { SessionScripts } from './session-scripts.ts'

export interface SessionRules {
  readonly interceptor: Interceptor
  /** Undefined as long as there never was a rule. */
  readonly connections: ConnectionRules | undefined
  /** Puts these in place of all. @throws MiddleboxError rule_invalid, filter_invalid, and then changes nothing */
  replace(definitions: readonly RuleDefinition[]): Promise<void>
  list(): readonly RuleState[]
  /** Why no rule answers a request, in lines for people. */
  nearest: Rules['nearest']
}

/** `replaced` is told of each change: what runs is to meet it. */
export function createSessionRules(
  seed: string,
  clock: Clock,
  store: Store,
  desk?: Desk,
  replaced: () => void = () => {},
  scripts?: SessionScripts,
  phase?: () => PhaseNow | undefined,
): SessionRules {
  let rules: Rules | undefined
  return {
    interceptor: {
      name: 'rules',
      handle: (request, next, context) =>
        rules === undefined ? next(request, context) : rules.interceptor.handle(request, next, context),
    },
    get connections() {
      return rules?.connections
    },
    async replace(definitions) {
      if (rules === undefined && definitions.length === 0) return
      const prepared = await scripts?.prepare(definitions)
      if (rules !== undefined) {
        replaceOr(rules, definitions, () => prepared?.discard())
        prepared?.use()
        return replaced()
      }
      const loaded = await loadRules(definitions, { seed, clock, desk, ...(phase && { phase }) }, store, scripts)
      prepared?.use()
      rules = loaded
      replaced()
      store.on((event) => {
        if (event.type !== 'end' || !loaded.waitsForEnd) return
        const exchange = store.get(event.id)
        if (exchange !== undefined) loaded.ended(exchange, (said) => store.apply(said))
      })
    },
    list: () => rules?.rules() ?? [],
    nearest: (request, context) => rules?.nearest(request, context) ?? Promise.resolve(['There is no rule.']),
  }
}

function replaceOr(rules: Rules, definitions: readonly RuleDefinition[], failed: () => void): void {
  try {
    rules.replace(definitions)
  } catch (error) {
    failed()
    throw error
  }
}

async function loadRules(
  definitions: readonly RuleDefinition[],
  world: Pick<RulesWorld, 'seed' | 'clock' | 'desk' | 'phase'>,
  store: Store,
  scripts: SessionScripts | undefined,
): Promise<Rules> {
  const [{ createRules, maxMatchBody }, { faultAction }, { createBodyDecoder }, { createCodec }, { draw }] =
    await Promise.all([
      import('../pipeline/rules.ts'),
      import('../pipeline/rules/fault-action.ts'),
      import('../content/decode.ts'),
      import('../content/encode.ts'),
      import('../kit/draw.ts'),
    ])
  return createRules(definitions, {
    ...world,
    draw,
    codec: createCodec(maxDecoded),
    filterOptions: { decode: createBodyDecoder(maxMatchBody) },
    more: [faultAction],
    ...(scripts && { script: scripts.on }),
    recorded: (id) => store.get(id),
    emit: (event) => store.apply(event),
  })
}

/** Bytes of a decoded body that is to be rewritten. */
const maxDecoded = 64 * 1024 * 1024
