/** The name of a route as it may lie on a disk: without what it asks of fields that hold secrets. */
import type { Redactor } from './redact.ts'

const separator = ' with '

/** Of names as in `/api with x-key: abc, x-beta`. */
export function redactRoute(route: string, { field, text }: Pick<Redactor, 'field' | 'text'>): string {
  const at = route.indexOf(separator)
  if (at < 0) return text(route)
  const shown: string[] = []
  for (const condition of route.slice(at + separator.length).split(', ')) {
    const [, name = '', value = ''] = /^([^:]+): (.*)$/s.exec(condition) ?? []
    const redacted = field(name, value)
    if (redacted === value) {
      shown.push(text(condition))
      continue
    }
    shown.push(`${name}: ${redacted}`)
    // What follows the comma may be more of the secret.
    break
  }
  return text(route.slice(0, at)) + separator + shown.join(', ')
}
