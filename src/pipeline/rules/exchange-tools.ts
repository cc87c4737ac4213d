/** What the actions of one rule get for one exchange: its cause, its dice, its clock. */
import type { ActionTools } from '../../actions/index.ts'
import { longestSearch } from '../../filter/index.ts'
import { tellBody } from '../../kit/tell-body.ts'
import type { Context } from '../../model/contract.ts'
import type { Verdict } from '../../model/verdict.ts'
import type { CompiledRule } from './compile-rule.ts'
import type { Memory } from './memory.ts'
import type { RulesWorld } from './world.ts'

/** The next random number for a rule and a purpose: the same in each run for the same `key`, which is fingerprint and attempt. */
export type Dice = (rule: string, purpose: string) => number

export function createDice({ seed, draw }: Pick<RulesWorld, 'seed' | 'draw'>, key: string): Dice {
  const counts = new Map<string, number>()
  return (rule, purpose) => {
    const what = JSON.stringify([rule, purpose])
    const count = (counts.get(what) ?? 0) + 1
    counts.set(what, count)
    return draw(seed, rule, purpose, key, String(count))
  }
}

/** What was found of patterns; rules ask with every request. */
const lengths = new Map<string, number>()

function longest(pattern: string): number {
  let length = lengths.get(pattern)
  if (length !== undefined) return length
  if (lengths.size >= 1_000) lengths.clear()
  length = longestSearch(pattern)
  lengths.set(pattern, length)
  return length
}

export function createTools(
  { definition: { name }, cause }: CompiledRule,
  { clock, codec, desk, script }: Pick<RulesWorld, 'clock' | 'codec' | 'desk' | 'script'>,
  context: Context,
  dice: Dice,
  otherwise: (answer: () => Verdict) => void,
  memory: Memory,
): ActionTools {
  return {
    rule: name,
    cause,
    codec,
    longest,
    otherwise,
    dice,
    now: () => context.now(),
    random: (purpose) => dice(name, purpose),
    count: (counter) => memory.count(counter),
    state: (state) => memory.state(state),
    setState: (state, value) => memory.setState(state, value),
    after(ms, run) {
      const { signal } = context
      const timer = clock.after(ms, () => {
        signal.removeEventListener('abort', stop)
        run()
      })
      const stop = (): void => timer.stop()
      signal.addEventListener('abort', stop, { once: true })
      return timer
    },
    warn: (message) =>
      context.emit({
        type: 'warning',
        at: context.now(),
        code: 'rule',
        message: `${cause}: ${message}`,
        exchange: context.id,
      }),
    hold: (pausing, signal = context.signal) =>
      desk === undefined
        ? Promise.resolve({ kind: 'resume' })
        : desk.hold({ ...pausing, exchange: context.id, rule: name }, signal),
    script: (path) => script?.(path, context, dice),
    tellBody: (side, upstream, by = cause) => tellBody(context, side, by, upstream),
    mark: (mark) => context.emit({ type: 'mark', id: context.id, at: context.now(), ...mark }),
  }
}
