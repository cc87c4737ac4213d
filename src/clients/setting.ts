/**
 * One setting as a client finds it: in a variable, or in a config of its own. Those of configs are looked up under names
 * with a blank (`git http.proxy`), which no variable has, so that a client's description orders both in one list.
 */
import type { Variables } from '../kit/environment.ts'
import type { ClientTarget } from './client.ts'

export type Setting = {
  /** As its user writes it. */
  name: string
  value: string
  /** Where it stands, such as `~/.gitconfig:3`; none for a variable. */
  place?: string
  /** The command that takes it out. */
  unset?: string
}

/** What a client's own configs say, by looked-up name. */
export type OwnSettings = Readonly<Record<string, Setting>>

/** What else is worth telling of them. */
export type Remark = { text: string; fix?: string }

export type OwnConfig = { settings: OwnSettings; remarks: readonly Remark[] }

export const noConfig: OwnConfig = { settings: {}, remarks: [] }

/** The machine, as far as configs are concerned. */
export type ConfigMachine = {
  env: Variables
  home: string
  cwd: string
  platform: string
  /** The text of a file; undefined when there is none that can be read. */
  read(path: string): Promise<string | undefined>
  /** What a program prints; undefined when it cannot be started or does not end in time. */
  ask(command: string, args: readonly string[]): Promise<string | undefined>
  /** Where a program lies on PATH, links followed. */
  find(command: string): Promise<string | undefined>
}

export type ReadConfig = (machine: ConfigMachine, target: ClientTarget, url: string) => Promise<OwnConfig>

/** Whether the name is looked up in configs only. */
export function isOwn(name: string): boolean {
  return name.includes(' ')
}

/** An empty variable counts as unset; an empty setting of a config says that there shall be none. */
export function lookUp(name: string, env: Variables, own: OwnSettings): Setting | undefined {
  const value = env[name]
  return own[name] ?? (value ? { name, value } : undefined)
}

/** The first of the names that is set. */
export function firstOf(names: readonly string[], env: Variables, own: OwnSettings): Setting | undefined {
  for (const name of names) {
    const found = lookUp(name, env, own)
    if (found) return found
  }
  return undefined
}

/** `http.proxy in ~/.gitconfig:3`, or the variable's name. */
export function told({ name, place }: Pick<Setting, 'name' | 'place'>): string {
  return place === undefined ? name : `${name} in ${place}`
}

/** Such as `~/.gitconfig:3`. */
export function placeOf(path: string, line: number | undefined, home: string): string {
  const short = path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path
  return line === undefined ? short : `${short}:${line}`
}

/** `~/` as configs mean it. */
export function fromHome(path: string, home: string): string {
  return path.startsWith('~/') ? `${home}${path.slice(1)}` : path
}
