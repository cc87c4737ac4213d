/**
 * Fields that we write for the upstream are not the client's to take away: whatever Connection names ends at this hop
 * (RFC 9110 §7.6.1), which would let anybody come without the address or the id that the upstream relies on.
 */
import type { HeadEdit } from '../kit/edit-head.ts'
import { getFields, sameName } from '../kit/fields.ts'
import type { RequestHead } from '../model/message.ts'

/** Takes those names out of Connection. */
export function claimFields(edit: HeadEdit<RequestHead>, names: readonly string[]): void {
  const { fields } = edit.head
  const options = getFields(fields, 'connection').flatMap((value) => value.split(',').map((one) => one.trim()))
  const kept = options.filter((option) => !names.some((name) => sameName(name, option)))
  if (kept.length === options.length) return
  if (kept.length === 0) edit.remove('Connection')
  else edit.set('Connection', kept.join(', '))
}
