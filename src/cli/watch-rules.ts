/** Rules that change while a session runs: their files are read again, and what is wrong leaves the last good rules in place. */
import type { Command } from 'commander'
import { systemClock } from '../kit/clock.ts'
import { watchFiles } from '../kit/watch.ts'
import type { ProxyEvent } from '../model/event.ts'
import type { RuleDefinition } from '../model/rule.ts'
import type { Scenario } from '../model/scenario.ts'
import { type CommandSettings, loadCommandSettings } from './command-settings.ts'
import { lastGoodStay } from './last-good.ts'
import type { CliWorld } from './world.ts'

/** What is needed of a session; one without rules is not watched for. */
export type RuledSession = {
  readonly rules?: { replace(definitions: readonly RuleDefinition[]): Promise<void> }
  readonly scenario?: { replace(scenario: Scenario | undefined): void }
  readonly scripts?: { readonly files: readonly string[] }
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
  if (rules === undefined) return { close: () => {} }
  const tell = (code: string, message: string): void =>
    store?.apply({ type: 'warning', at: systemClock.now(), code, message })
  let watched: readonly string[] = []
  let watching = { close: () => {} }
  let closed = false
  const watch = (now: CommandSettings): void => {
    const paths = watchedPaths(now, session)
    if (closed || paths.join('\n') === watched.join('\n')) return
    watching.close()
    watched = paths
    watching = watchFiles(paths, systemClock, () => void reload())
  }
  const reload = async (): Promise<void> => {
    try {
      const now = await loadCommandSettings(command, { ...world, stderr: () => {} })
      await rules.replace(now.session.rules)
      session.scenario?.replace(now.session.scenario)
      watch(now)
      const count = now.session.rules.length
      tell('reloaded', `the rules were read again: ${count} ${count === 1 ? 'is' : 'are'} in place`)
    } catch (error) {
      tell('rule_invalid', lastGoodStay(error, 'rules'))
    }
  }
  watch(loaded)
  return {
    close() {
      closed = true
      watching.close()
    },
  }
}

/** Rule files, the files of scripts, and the config files when rules stand in one of them. */
function watchedPaths({ settings, files }: CommandSettings, { scripts }: RuledSession): string[] {
  const sources = settings.rules ?? []
  const named = sources.flatMap((source) => ('file' in source ? [source.file] : []))
  const configs = named.length < sources.length ? files : []
  return [...new Set([...named, ...configs, ...(scripts?.files ?? [])])]
}
