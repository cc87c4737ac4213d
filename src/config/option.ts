/** One option as everybody sees it: flag, variable, config key, help line, completion and reference come from here. */
import type { Kind } from './kind.ts'

/** The headings under which help lists the options, in this order. */
export const themes = [
  'Listening',
  'Way upstream',
  'TLS upstream',
  'Interception',
  'Rules',
  'Output',
  'History',
  'General',
] as const

export type Theme = (typeof themes)[number]

export type OptionDefinition = {
  /** Long spelling without dashes; the config key is the same in camelCase. */
  flag: string
  letter?: string
  /** Other long spellings, for people who come from a peer. */
  aliases?: readonly string[]
  /** The value's name in help; absent for a switch. */
  argument?: string
  kind: Kind<unknown>
  /** May be given several times; `comma` also splits each value at commas. */
  many?: 'repeat' | 'comma'
  /** The default as help shows it. */
  shown?: string
  /** Where it is another one for some command. */
  shownFor?: Readonly<Record<string, string>>
  theme: Theme
  /** One line, without a full stop. */
  help: string
  /** The commands that take it; absent = all. */
  commands?: readonly string[]
}

/** The environment variable of a config key: listenPort is MIDDLEBOX_LISTEN_PORT. */
export function variableOf(key: string): string {
  return `MIDDLEBOX_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
}

/** The config key of a flag: listen-port is listenPort. */
export function keyOf(flag: string): string {
  return flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
}

export function appliesTo(option: OptionDefinition, command: string): boolean {
  return option.commands === undefined || option.commands.includes(command)
}
