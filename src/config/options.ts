/** The one table of options, by config key. Everything that knows an option's name takes it from here. */
import type { Kind } from './kind.ts'
import { file } from './kinds.ts'
import { keyOf } from './option.ts'
import type { OptionDefinition } from './option.ts'
import { controlOptions } from './options/control.ts'
import { conditionOptions } from './options/conditions.ts'
import { listenOptions } from './options/listen.ts'
import { outputOptions } from './options/output.ts'
import { ruleOptions } from './options/rules.ts'
import { upstreamOptions } from './options/upstream.ts'

export const options = {
  ...listenOptions,
  ...controlOptions,
  ...upstreamOptions,
  ...ruleOptions,
  ...conditionOptions,
  ...outputOptions,
}

export type OptionKey = keyof typeof options

type Value<D> = D extends { kind: Kind<infer T> } ? (D extends { many: string } ? readonly T[] : T) : never

/** What flags, variables and config files said, validated; absent = nobody said anything. */
export type Settings = { [K in OptionKey]?: Value<(typeof options)[K]> }

/** The table for those who walk it. */
export const optionEntries: readonly (readonly [OptionKey, OptionDefinition])[] = Object.entries(options) as never

/** `--config` is a flag and a variable, but no config file can say where it is itself. */
export const configOption = {
  flag: 'config',
  argument: 'F',
  kind: file,
  theme: 'General',
  help: 'config file instead of the one found',
  commands: ['forward', 'reverse', 'run', 'send'],
} as const satisfies OptionDefinition

/** The config key that a flag's spelling stands for, aliases included. */
export function keyOfFlag(flag: string): OptionKey | undefined {
  const key = keyOf(flag)
  if (Object.hasOwn(options, key)) return key as OptionKey
  return optionEntries.find(([, option]) => option.aliases?.includes(flag))?.[0]
}
