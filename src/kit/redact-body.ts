/** The secrets out of a body: the fields of forms and the members of JSON objects that carry them by name, URLs, tokens. */
import type { Redactor } from './redact.ts'
import { secretFields } from './secret-names.ts'

/** Names that are secrets in URLs and, in JSON, nearly always something else: error codes, keys of maps. */
const harmlessInJson = new Set(['code', 'key', 'signature', 'assertion'])

/** A member whose value is a text, or a name and a value in a list, as fields are listed. Linear: what is inside of quotes is read once. */
const member = /"([^"\\]{1,80})"(\s*[:,]\s*)"([^"\\]*(?:\\.[^"\\]*)*)"(?!\s*:)/gs

/** The same in a text that holds JSON itself. */
const escapedMember = /\\"([^"\\]{1,80})\\"(\s*:\s*)\\"([^"\\]*)\\"/g

export function redactBody(text: string, mime: string, redactor: Redactor): string {
  if (mime === 'application/x-www-form-urlencoded') return redactor.text(`&${text}`).slice(1)
  if (!/^\s*[[{]/.test(text)) return redactor.text(text)
  const hide = (name: string, value: string, named: boolean): string => {
    const kind = name.toLowerCase()
    if (secretFields.has(kind) || kind === 'cookie' || kind === 'set-cookie') return redactor.field(name, value)
    return named && !harmlessInJson.has(kind) ? redactor.parameter(name, value) : value
  }
  const plain = text
    .replace(member, (_, name: string, sign: string, value: string) => {
      // A name and a value that only follow each other are words of a list, unless the name is a field's.
      return `"${name}"${sign}"${hide(name, value, sign.includes(':'))}"`
    })
    .replace(escapedMember, (_, name: string, sign: string, value: string) => {
      return `\\"${name}\\"${sign}\\"${hide(name, value, true)}\\"`
    })
  return redactor.text(plain)
}
