/** curl's options as far as `send` knows them, and the words of a command sorted into them. */
import { nearest } from '../kit/nearest.ts'
import { mistake, plainText, shown } from './request-parts.ts'

/** What becomes of an option: it makes the request, goes to our option of the same name, decides the output, or not. */
type Part = 'request' | 'connection' | 'output' | 'silent' | 'ignored'

type Definition = { part: Part; letter?: string; value?: true }

const value = true

const definitions: Readonly<Record<string, Definition>> = {
  request: { part: 'request', letter: 'X', value },
  header: { part: 'request', letter: 'H', value },
  data: { part: 'request', letter: 'd', value },
  'data-ascii': { part: 'request', value },
  'data-raw': { part: 'request', value },
  'data-binary': { part: 'request', value },
  'data-urlencode': { part: 'request', value },
  json: { part: 'request', value },
  form: { part: 'request', letter: 'F', value },
  'form-string': { part: 'request', value },
  cookie: { part: 'request', letter: 'b', value },
  user: { part: 'request', letter: 'u', value },
  'oauth2-bearer': { part: 'request', value },
  'user-agent': { part: 'request', letter: 'A', value },
  referer: { part: 'request', letter: 'e', value },
  range: { part: 'request', letter: 'r', value },
  url: { part: 'request', value },
  get: { part: 'request', letter: 'G' },
  head: { part: 'request', letter: 'I' },
  compressed: { part: 'request' },
  'http1.1': { part: 'request' },
  http2: { part: 'request' },
  'http2-prior-knowledge': { part: 'request' },
  insecure: { part: 'connection', letter: 'k' },
  cacert: { part: 'connection', value },
  cert: { part: 'connection', letter: 'E', value },
  key: { part: 'connection', value },
  proxy: { part: 'connection', letter: 'x', value },
  'proxy-user': { part: 'connection', letter: 'U', value },
  noproxy: { part: 'connection', value },
  resolve: { part: 'connection', value },
  'connect-to': { part: 'connection', value },
  'connect-timeout': { part: 'connection', value },
  include: { part: 'output', letter: 'i' },
  fail: { part: 'output', letter: 'f' },
  'show-headers': { part: 'output' },
  basic: { part: 'silent' },
  globoff: { part: 'silent', letter: 'g' },
  'no-buffer': { part: 'silent', letter: 'N' },
  'no-keepalive': { part: 'silent' },
  'no-progress-meter': { part: 'silent' },
  'path-as-is': { part: 'silent' },
  'progress-bar': { part: 'silent', letter: '#' },
  'show-error': { part: 'silent', letter: 'S' },
  silent: { part: 'silent', letter: 's' },
  disable: { part: 'silent', letter: 'q' },
  location: { part: 'ignored', letter: 'L' },
  'location-trusted': { part: 'ignored' },
  'max-redirs': { part: 'ignored', value },
  output: { part: 'ignored', letter: 'o', value },
  'remote-name': { part: 'ignored', letter: 'O' },
  'remote-header-name': { part: 'ignored', letter: 'J' },
  'dump-header': { part: 'ignored', letter: 'D', value },
  'write-out': { part: 'ignored', letter: 'w', value },
  verbose: { part: 'ignored', letter: 'v' },
  'cookie-jar': { part: 'ignored', letter: 'c', value },
  'max-time': { part: 'ignored', letter: 'm', value },
  retry: { part: 'ignored', value },
  'retry-delay': { part: 'ignored', value },
  'limit-rate': { part: 'ignored', value },
  'http1.0': { part: 'ignored', letter: '0' },
  http3: { part: 'ignored' },
  ipv4: { part: 'ignored', letter: '4' },
  ipv6: { part: 'ignored', letter: '6' },
  tlsv1: { part: 'ignored', letter: '1' },
  'tlsv1.2': { part: 'ignored' },
  'tlsv1.3': { part: 'ignored' },
}

const byLetter = new Map(Object.entries(definitions).flatMap(([name, { letter }]) => (letter ? [[letter, name]] : [])))

export type CurlOption = {
  /** The long name. */
  name: string
  part: Part
  /** As it was written: `-L`, `--location`. */
  spelling: string
  /** '' for a switch. */
  value: string
}

/** The options in order, URLs among them as `url`. @throws MiddleboxError usage */
export function readCurlOptions(words: readonly string[], where: string): CurlOption[] {
  const options: CurlOption[] = []
  const rest = words.values()
  const take = (spelling: string): string => {
    const { value: next, done } = rest.next()
    if (done) throw mistake(where, `a value after ${spelling}`, 'none')
    return next
  }
  let only = false
  for (const word of rest) {
    if (only || !word.startsWith('-') || word === '-')
      options.push({ name: 'url', part: 'request', spelling: 'URL', value: word })
    else if (word === '--') only = true
    else if (word.startsWith('--')) options.push(longOption(word, where, take))
    else options.push(...letters(word, where, take))
  }
  return options
}

function longOption(word: string, where: string, take: (spelling: string) => string): CurlOption {
  const name = plainText(word.slice(2))
  const found = Object.hasOwn(definitions, name) ? definitions[name] : undefined
  if (found === undefined) throw unknown(word, where)
  return { name, part: found.part, spelling: word, value: found.value ? take(word) : '' }
}

/** `-sSfXPOST`: switches together, and the last may have its value at once. */
function letters(word: string, where: string, take: (spelling: string) => string): CurlOption[] {
  const options: CurlOption[] = []
  for (let at = 1; at < word.length; at++) {
    const spelling = `-${word[at]!}`
    const name = byLetter.get(word[at]!)
    if (name === undefined) throw unknown(spelling, where)
    const definition = definitions[name]!
    const joined = word.slice(at + 1)
    const given = definition.value ? joined || take(spelling) : ''
    options.push({ name, part: definition.part, spelling, value: given })
    if (definition.value) break
  }
  return options
}

function unknown(spelling: string, where: string) {
  const meant = spelling.startsWith('--') ? nearest(spelling.slice(2), Object.keys(definitions)) : undefined
  const hint = meant ? `Did you mean --${meant}?` : 'Leave it out, or write the request to a file.'
  return mistake(where, 'a curl option that send knows', shown(spelling), hint)
}
