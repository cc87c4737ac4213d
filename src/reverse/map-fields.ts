/** Gives every field of a name a new value, each in its place. */
import type { HeadEdit } from '../kit/edit-head.ts'
import { sameName } from '../kit/fields.ts'
import type { ResponseHead } from '../model/message.ts'

export function mapFields(edit: HeadEdit<ResponseHead>, name: string, map: (value: string) => string): void {
  const { fields } = edit.head
  for (let at = 0; at < fields.length; at += 2) {
    if (!sameName(fields[at]!, name)) continue
    const value = map(fields[at + 1]!)
    if (value !== fields[at + 1]) edit.setAt(at / 2, value)
  }
}
