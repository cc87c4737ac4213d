/** Headers as tools write them: `{name, value}` by the standard, `[name, value]` by some, an object by others. */
import type { Fields } from '../model/message.ts'
import { byteText, listOf, member, textOf } from './source.ts'

export type ReadFields = {
  fields: Fields
  /** h2's pseudo fields, which Chrome lists among the others: by name, with the colon. */
  pseudo: Readonly<Record<string, string>>
}

export function readFields(value: unknown): ReadFields {
  const fields: string[] = []
  const pseudo: Record<string, string> = {}
  for (const each of pairsOf(value)) {
    const [name, text, latin1]: unknown[] = Array.isArray(each)
      ? each
      : [member(each, 'name'), member(each, 'value'), member(each, '_latin1')]
    const written = textOf(name)
    if (written === undefined || written === '') continue
    // Chrome joins fields of one name by line ends, which no value can have.
    for (const line of (textOf(text) ?? '').split(/\r?\n/)) {
      const bytes = latin1 === true ? line : byteText(line)
      if (written.startsWith(':')) pseudo[written.toLowerCase()] = bytes
      else fields.push(byteText(written), bytes)
    }
  }
  return { fields, pseudo }
}

function pairsOf(value: unknown): readonly unknown[] {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.entries(value)
  return listOf(value)
}
