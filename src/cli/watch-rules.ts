/** Rules that change while a session runs: their files are read again, and what is wrong leaves the last good rules in place. */
import type { Command } from 'commander'
import { systemClock } from '../kit/clock.ts'
import { watchFiles } from '../kit/watch.ts'
import type { ProxyEvent } from '../model/event.ts'
import { MiddleboxError } from '../model/errors.ts'
import type { RuleDefinition } from '../model/rule.ts'
import { type CommandSettings, loadCommandSettings } from './command-settings.ts'
import type { CliWorld } from './world.ts'

/** What is needed of a session; one without rules is not watched for. */
export type RuledSession = {
  readonly rules?: { replace(definitions: readonly RuleDefinition[]): Promise<void> }
  readonly store?: { apply(event: ProxyEvent): void }
}

/** Until `close`. Changes to options other than rules wait for the next start. */
export function watchRules(
  session: RuledSession,
  loaded: CommandSettings,
  command: Command,
  world: CliWorld,
): { close(): void } {
  const { rules, store } = session
  const paths = watchedPaths(loaded)
  if (rules === undefined || paths.length === 0) return { close: () => {} }
  let count = 0
  const reload = async (): Promise<void> => {
    try {
      const { session: options } = await loadCommandSettings(command, { ...world, stderr: () => {} }, ++count)
      await rules.replace(options.rules)
    } catch (error) {
      const text = error instanceof MiddleboxError ? `${error.message} ${error.hint}`.trim() : String(error)
      const message = `${text} The last good rules stay.`
      store?.apply({ type: 'warning', at: systemClock.now(), code: 'rule_invalid', message })
    }
  }
  return watchFiles(paths, systemClock, () => void reload())
}

/** Rule files, and the config files when rules stand in one of them. */
function watchedPaths({ settings, files }: CommandSettings): string[] {
  const sources = settings.rules ?? []
  const named = sources.flatMap((source) => ('file' in source ? [source.file] : []))
  return named.length < sources.length ? [...named, ...files] : named
}
