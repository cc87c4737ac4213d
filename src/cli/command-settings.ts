/** What a command was told, by flags, variables and config files: the one call that commands make for their options. */
import type { Command } from 'commander'
import { loadSettings } from '../config/load.ts'
import { appliesTo } from '../config/option.ts'
import { configOption, optionEntries } from '../config/options.ts'
import type { Settings } from '../config/options.ts'
import { toSessionOptions } from '../config/session-options.ts'
import type { SessionOptions } from '../model/options.ts'
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
 * Warnings about the configuration go to stderr. `fresh` tells one reading of changed rule modules from the one before.
 * @throws MiddleboxError config_invalid, filter_invalid, rule_invalid, not_in_this_version
 */
export async function loadCommandSettings(command: Command, world: CliWorld, fresh?: number): Promise<CommandSettings> {
  const around = { cwd: world.cwd(), env: world.env, home: world.home() }
  const named = command.getOptionValue(configOption.flag) as string | undefined
  const { settings: said, limits, files, warnings } = await loadSettings(around, givenFlags(command), named)
  const settings = pickApplying(said, topName(command))
  const session = toSessionOptions({ settings, limits }, around)
  // Before anything is started or written.
  const rules = await readRules(settings, world, fresh)
  if (session.view !== '') (await import('../filter/index.ts')).parseFilter(session.view)
  for (const warning of warnings) world.stderr(`middlebox: ${warning}\n`)
  return { session: { ...session, rules }, settings, files }
}

const ruleKeys = [
  'modifyHeaders',
  'modifyBody',
  'mapRemote',
  'mapLocal',
  'blockList',
  'mock',
  'fault',
  'rules',
] as const

/** Loaded only where there are some: most runs have none. */
async function readRules(settings: Settings, world: CliWorld, fresh?: number): Promise<SessionOptions['rules']> {
  if (!ruleKeys.some((key) => settings[key] !== undefined)) return []
  const rules = await (await import('../config/rules.ts')).loadRules(settings, world.cwd(), fresh)
  ;(await import('./check-rules.ts')).checkCompiled(rules)
  return rules
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
