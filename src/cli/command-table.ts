/** The commands, in the order of help. Each is loaded only when it is asked for: help needs no more than this table. */
import type { Command } from 'commander'
import type { CliWorld } from './world.ts'

export type CommandEntry = {
  name: string
  /** What follows the name in help. */
  usage: string
  summary: string
  load(): Promise<(program: Command, world: CliWorld) => void>
}

export const defaultCommand = 'forward'

export const commandTable: readonly CommandEntry[] = [
  {
    name: 'forward',
    usage: '',
    summary: 'forward proxy for every client (the default)',
    load: async () => (await import('./commands/forward.ts')).registerForward,
  },
  {
    name: 'reverse',
    usage: 'ROUTE...',
    summary: 'reverse proxy in front of your own services',
    load: async () => (await import('./commands/reverse.ts')).registerReverse,
  },
  {
    name: 'run',
    usage: '-- COMMAND...',
    summary: 'run a command behind the proxy; exits as it does',
    load: async () => (await import('./commands/run.ts')).registerRun,
  },
  {
    name: 'send',
    usage: 'REQUEST',
    summary: 'send a request: a URL, a curl line, a file',
    load: async () => (await import('./commands/send.ts')).registerSend,
  },
  {
    name: 'open',
    usage: 'FILE',
    summary: 'show the exchanges of a HAR file',
    load: async () => (await import('./commands/open.ts')).registerOpen,
  },
  {
    name: 'rules',
    usage: 'ACTION FILE',
    summary: 'check a rule file; explain what it does to a request',
    load: async () => (await import('./commands/rules.ts')).registerRules,
  },
  {
    name: 'ca',
    usage: 'ACTION',
    summary: 'show, export, trust or renew the root certificate',
    load: async () => (await import('./commands/ca.ts')).registerCa,
  },
  {
    name: 'doctor',
    usage: '[URL]',
    summary: 'which proxy and CA each client will really use',
    load: async () => (await import('./commands/doctor.ts')).registerDoctor,
  },
  {
    name: 'completion',
    usage: 'SHELL',
    summary: 'completion script for bash, zsh or fish',
    load: async () => (await import('./commands/completion.ts')).registerCompletion,
  },
]

export const commandNames: readonly string[] = commandTable.map(({ name }) => name)
