/**
 * Secrets out of what is written to disk: in their place stands `{{secret:authorization-1}}`. One value has one name as
 * long as the redactor lives, wherever it stands, so that what belongs together still shows; the name tells nothing.
 */
import { createHash } from 'node:crypto'
import { secretFields, secretParameters } from './secret-names.ts'

export interface Redactor {
  /** The value of a header or trailer field. */
  field(name: string, value: string): string
  /** Any other text: logins and secret parameters of the URLs in it, and JSON Web Tokens. */
  text(text: string): string
  /** The value of a named parameter, as of a form or a JSON object; as it is when the name tells no secret. */
  parameter(name: string, value: string): string
}

/** Values that are told apart; later ones of a kind share a name without a number. */
const mostValues = 100_000

/** Schemes of RFC 9110 §11.1 in IANA's registry: they are no secret, what follows them is. */
const scheme =
  /^(?:Basic|Bearer|Concealed|Digest|DPoP|GNAP|HOBA|Mutual|Negotiate|NTLM|OAuth|PrivateToken|SCRAM-SHA-\d+|Token|vapid|AWS4-HMAC-SHA256) +(?=\S)/i

/** RFC 3986 §3.2.1; the login ends at the last @ of the authority, as browsers read it. Bounded: all these see hostile text. */
const login = /(:\/\/)([^/?#\s"'<>]*)@/g

/** A name and a value of a query, a fragment (OAuth's implicit grant, RFC 6749 §4.2.2) or a form. */
const parameter = /([?&;#])([^=&;#?\s"'<>]+)=([^&;#\s"'<>]+)/g

/** RFC 7519: two parts that begin as base64url of `{"` do. */
const webToken = /(?<![\w-])eyJ[\w-]{5,}\.eyJ[\w-]{5,}\.[\w-]*/g

export function createRedactor(): Redactor {
  const names = new Map<string, string>()
  const counts = new Map<string, number>()

  const hide = (kind: string, value: string): string => {
    if (value === '' || value.startsWith('{{secret:')) return value
    // The map must not become a list of the secrets, nor grow with their length.
    const key = createHash('sha256').update(value).digest('base64')
    const known = names.get(key)
    if (known !== undefined) return known
    if (names.size >= mostValues) return `{{secret:${kind}}}`
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    const name = `{{secret:${kind}-${count}}}`
    names.set(key, name)
    return name
  }

  // Each pattern begins with what a plain search finds first: the bodies of recordings come through here.
  const text = (given: string): string => {
    let shown = given
    if (shown.includes('://'))
      shown = shown.replace(login, (_, before: string, secret: string) => `${before}${hide('login', secret)}@`)
    if (shown.includes('='))
      shown = shown.replace(parameter, (whole, mark: string, name: string, value: string) => {
        const kind = parameterKind(name)
        return kind === undefined ? whole : `${mark}${name}=${hide(kind, decoded(value))}`
      })
    return shown.includes('eyJ') ? shown.replace(webToken, (token) => hide('jwt', token)) : shown
  }

  const field = (name: string, value: string): string => {
    const kind = name.toLowerCase()
    if (kind === 'cookie')
      return value
        .split(';')
        .map((pair) => cookie(pair, hide))
        .join(';')
    if (kind === 'set-cookie') {
      const end = value.indexOf(';')
      return end < 0 ? cookie(value, hide) : cookie(value.slice(0, end), hide) + value.slice(end)
    }
    if (!secretFields.has(kind)) return text(value)
    const shown = scheme.exec(value)?.[0] ?? ''
    return shown + hide(kind, value.slice(shown.length))
  }

  const named = (name: string, value: string): string => {
    const kind = parameterKind(name)
    return kind === undefined ? value : hide(kind, value)
  }

  return { field, text, parameter: named }
}

/** The kind of secret a parameter carries, when it does: its name in small letters, with blanks for what joins words. */
function parameterKind(name: string): string | undefined {
  const plain = decoded(name).toLowerCase()
  return secretParameters.has(plain.replace(/[-_.]/g, '')) ? plain.replace(/[^a-z0-9]+/g, '-') : undefined
}

/** The same secret is written in many ways in URLs. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** `name=value` (RFC 6265 §4.2.1); without a name all of it is the value. */
function cookie(pair: string, hide: (kind: string, value: string) => string): string {
  const equals = pair.indexOf('=')
  const start = equals < 0 ? /^\s*/.exec(pair)![0].length : equals + 1
  return pair.slice(0, start) + hide('cookie', pair.slice(start))
}
