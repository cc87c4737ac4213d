/** Options from the environment: MIDDLEBOX_LISTEN_PORT and the like. An empty variable counts as unset. */
import type { Variables } from '../kit/environment.ts'
import { nearest } from '../kit/nearest.ts'
import type { Entry, Located, Source } from './located.ts'
import { variableOf } from './option.ts'
import { configOption, optionEntries } from './options.ts'

/** Variables of ours that are no options. */
export const otherVariables = [
  { name: 'MIDDLEBOX_HOME', help: 'where the CA and other state live' },
  { name: variableOf(configOption.flag), help: configOption.help },
] as const

/** Options that may be given several times take one value per line. */
export function readVariables(env: Variables, base: string): Source {
  const entries = optionEntries.flatMap(([key, option]): Entry[] => {
    const where = variableOf(key)
    const text = env[where]
    if (text === undefined || text === '') return []
    const lines = option.many ? text.split('\n').filter((line) => line.trim() !== '') : [text]
    const items = lines.map((value): Located => ({ where, kind: 'scalar', value }))
    return [{ key, where, value: option.many ? { where, kind: 'list', items } : items[0]! }]
  })
  return { base, entries }
}

/** Variables that look like ours and are not: a slip there would otherwise go unseen. Strangers are left alone. */
export function misspeltVariables(env: Variables): string[] {
  const known = [...optionEntries.map(([key]) => variableOf(key)), ...otherVariables.map(({ name }) => name)]
  return Object.keys(env)
    .filter((name) => name.startsWith('MIDDLEBOX_') && !known.includes(name))
    .flatMap((name) => {
      const meant = nearest(
        name.slice(10),
        known.map((one) => one.slice(10)),
      )
      return meant ? [`the variable ${name} is not known; did you mean MIDDLEBOX_${meant}?`] : []
    })
}
