/** What a command was told, by flags, variables and config files: the one call that commands make for their options. */
import type { Command } from 'commander'
import { type GivenFlag, loadSettings } from '../config/load.ts'
import { appliesTo } from '../config/option.ts'
import { configOption, optionEntries } from '../config/options.ts'
import type { Settings } from '../config/options.ts'
import type { ReverseSection } from '../config/read-settings.ts'
import { toSessionOptions } from '../config/session-options.ts'
import type { ListenOptions, SessionOptions } from '../model/options.ts'
import { givenFlags } from './table-options.ts'
import type { CliWorld } from './world.ts'

export type CommandSettings = {
  session: SessionOptions
  /** Only what was said, and only options that this command takes. */
  settings: Settings
  /** Config files read, strongest first. */
  files: readonly string[]
}

/**
 * Warnings about the configuration go to stderr.
 * @throws MiddleboxError config_invalid, filter_invalid, rule_invalid, not_in_this_version
 */
export async function loadCommandSettings(command: Command, world: CliWorld): Promise<CommandSettings> {
  const around = { cwd: world.cwd(), env: world.env, home: world.home() }
  const named = command.getOptionValue(configOption.flag) as string | undefined
  const given = givenFlags(command)
  const { settings: said, limits, reverse, files, warnings } = await loadSettings(around, given, named)
  const settings = pickApplying(said, topName(command))
  const session = toSessionOptions({ settings, limits }, around)
  const listening = await readListening(command, given, settings, reverse, session.listen[0])
  // Before anything is started or written.
  const { rules, scenario } = await readRules(settings, world)
  if (session.view !== '') (await import('../filter/index.ts')).parseFilter(session.view)
  for (const warning of warnings) world.stderr(`middlebox: ${warning}\n`)
  return { session: { ...session, ...listening, rules, scenario }, settings, files }
}

const ruleKeys = [
  'modifyHeaders',
  'modifyBody',
  'mapRemote',
  'mapLocal',
  'blockList',
  'mock',
  'fault',
  'intercept',
  'rules',
  'scenario',
  'script',
] as const

/** Loaded only where there are some: most runs have none. */
async function readRules(settings: Settings, world: CliWorld): Promise<Pick<SessionOptions, 'rules' | 'scenario'>> {
  if (!ruleKeys.some((key) => settings[key] !== undefined)) return { rules: [], scenario: undefined }
  const rules = await (await import('../config/rules.ts')).loadRules(settings, world.cwd())
  ;(await import('./check-rules.ts')).checkCompiled(rules)
  const { checkPhases, loadScenario } = await import('../config/scenario.ts')
  const scenario = await loadScenario(settings, world.cwd())
  checkPhases(rules, scenario)
  return { rules, scenario }
}

/** Listeners of the reverse proxy; `forward` has them too when its config file has them. */
async function readListening(
  command: Command,
  given: readonly GivenFlag[],
  settings: Settings,
  section: ReverseSection | undefined,
  forward: ListenOptions | undefined,
): Promise<Partial<Pick<SessionOptions, 'listen' | 'sites'>>> {
  const name = topName(command)
  if (name !== 'reverse' && (name !== 'forward' || section === undefined)) return {}
  const { resolveReverse } = await import('../config/reverse.ts')
  return resolveReverse({
    routes: name === 'reverse' ? command.args : [],
    section,
    settings,
    forward: name === 'forward' ? forward : undefined,
    flags: { host: saidOf(given, 'listenHost'), port: saidOf(given, 'listenPort') },
  })
}

function saidOf(given: readonly GivenFlag[], key: GivenFlag['key']): boolean {
  return given.some((flag) => flag.key === key)
}

/** A config file speaks to every command: `listenPort` there must not decide where `run` listens. */
function pickApplying(settings: Settings, name: string): Settings {
  const applying = optionEntries.filter(([key, option]) => Object.hasOwn(settings, key) && appliesTo(option, name))
  return Object.fromEntries(applying.map(([key]) => [key, settings[key]]))
}

/** The name under the program: `ca` for `ca show`. */
export function topName(command: Command): string {
  let top = command
  while (top.parent?.parent) top = top.parent
  return top.name()
}
