/** All that can be typed after `:`, with what it takes. */
import type { Line } from '../parts/line.ts'
import type { Commands } from '../../session/commands/command.ts'

export type ListedVerb = { readonly name: string; readonly argument?: string; readonly summary: string }

export function commandLines(verbs: readonly ListedVerb[], commands: Commands['list']): Line[] {
  return [
    [
      ['Of the session', 'bold'],
      ['   the control API runs the same ones', 'dim'],
    ],
    [],
    ...commands.map(({ name, options, summary }) => row(name, Object.keys(options).join(' '), summary)),
    [],
    [['Of the screen', 'bold']],
    [],
    ...verbs.map(({ name, argument = '', summary }) => row(name, argument, summary)),
  ]
}

function row(name: string, takes: string, summary: string): Line {
  return [[` ${name} `, 'key'], [takes.padEnd(Math.max(0, 32 - name.length)), 'dim'], [` ${summary}`]]
}
