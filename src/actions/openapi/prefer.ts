/** What a client wishes of a mock, in a Prefer field (RFC 7240) with Prism's words: `code=404`, `example=name`. */
import { getFields } from '../../kit/fields.ts'
import type { Fields } from '../../model/message.ts'

export type Wishes = { code?: string; example?: string }

export function wishesOf(fields: Fields): Wishes {
  const wishes: Wishes = {}
  for (const field of getFields(fields, 'prefer')) {
    for (const [, name, quoted, bare] of field.matchAll(
      /(?:^|[,;])\s*(code|example)\s*=\s*(?:"([^"]*)"|([^\s,;]+))/gi,
    )) {
      const key = name!.toLowerCase() as keyof Wishes
      wishes[key] ??= quoted ?? bare ?? ''
    }
  }
  return wishes
}
