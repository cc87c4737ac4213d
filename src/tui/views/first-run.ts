/** The screen before the first exchange: what to paste where, what is not there yet, and what to do when a client does not trust what it is shown. */
import { sanitize } from '../../kit/sanitize.ts'
import { reachable, secureUrl } from '../../kit/reachable.ts'
import { quote } from '../../kit/shell-word.ts'
import type { OwnCertificate, TlsFailure } from '../../model/exchange.ts'
import { listenersOf, ownOf, ownParts, ownUrl, remedyFor, type Remedy } from '../detail/remedy.ts'
import { wrapLine } from '../detail/wrap-line.ts'
import { widthOf } from '../../kit/width.ts'
import type { Listener, TuiSource } from '../source.ts'
import type { Line, Span } from '../parts/line.ts'
import { lineWidth } from '../parts/spread.ts'
import { absentLines } from './absent.ts'
import type { Scene } from './scene.ts'

type Source = Pick<TuiSource, 'listening' | 'advice' | 'certificate'>

const spinner = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'

/** In `rows`, where there are so many: then what is absent is told as shortly as it must be. */
export function firstRunView({ source, list, now, ui, keymap }: Scene, rows = Infinity): Line[] {
  const { columns } = ui.size
  const [first, ...rest] = listenersOf(source) as [Listener, ...Listener[]]
  const forward = first.mode === 'forward'
  const reach = reachable(first.url)
  const failure = lastRefusal(list)
  const turn = spinner[Math.floor(now / 1000) % spinner.length]
  const example = forward ? `curl -x ${reach} http://middlebox.test/echo` : `curl ${reach}/`
  const upper: Line[] = [[], ...whereLines(first, rest, columns), [], [[`    ${example}`, 'accent']]]
  const waiting: Line = [
    [`  waiting for the first request ${turn}`, 'dim'],
    ['      y', 'key'],
    [` copies the line for ${forward ? 'this shell' : 'one request'}`, 'dim'],
  ]
  const lower: Line[] = [
    [],
    ...secureLines(source, first, columns),
    ...unlikeLines(source, first, rest, columns),
    [],
    ...(failure === undefined ? [waiting] : refusalLines(failure, remedyFor(source, failure), columns)),
  ]
  const room = rows - upper.length - lower.length
  const absent = absentLines(source.absent(), columns, room, keymap.keyOf('list', 'log') ?? ':log')
  // Whoever was refused wants the line for that, which is the last.
  return failure !== undefined && absent.length > room ? [...upper, ...lower] : [...upper, ...absent, ...lower]
}

/** All that we listen on; beside a forward listener those that stand in front of services have a line of their own. */
function whereLines(first: Listener, rest: readonly Listener[], columns: number): Line[] {
  const alike = rest.filter(({ mode }) => mode === first.mode)
  const others = rest.filter(({ mode }) => mode !== first.mode)
  const line = (before: string, listeners: readonly Listener[], after: string): Line => {
    return [[before], ...named(listeners, columns - widthOf(before + after)), [after]]
  }
  const where = line('  Listening on ', [first, ...alike], '. Try it:')
  return others.length === 0 ? [where] : [where, line('  In front of services: ', others, '.')]
}

/** As many as there is room for, but one. */
function named(listeners: readonly Listener[], room: number): Span[] {
  for (let shown = listeners.length; ; shown--) {
    const hidden = listeners.length - shown
    const spans = listeners
      .slice(0, shown)
      .flatMap(({ url }, at): Span[] => [[at === 0 ? '' : ', '], [url.replace('http://', ''), 'bold']])
    if (hidden > 0) spans.push([` and ${hidden} more`])
    if (shown <= 1 || lineWidth(spans) <= room) return spans
  }
}

/** What HTTPS needs of a client, by who made the certificate that it is shown. */
function secureLines(source: Source, first: Listener, columns: number): Line[] {
  const own = ownOf(source, first)
  if (own !== undefined)
    return [
      [['  HTTPS shows a certificate of your own: your client needs to trust its issuer.']],
      [],
      ...ownWays(first, own, columns),
    ]
  const forward = first.mode === 'forward'
  return [
    [['  HTTPS needs your client to trust the CA made for you (only you have its key):']],
    [],
    ...(forward
      ? forwardWays(source, reachable(first.url), columns)
      : reverseWays(source, secureUrl(first.url), columns)),
  ]
}

/** Those in front of services of which this is not true. */
function unlikeLines(source: Source, first: Listener, rest: readonly Listener[], columns: number): Line[] {
  const isOwn = (one: Listener): boolean => ownOf(source, one) !== undefined
  const unlike = rest.filter((one) => one.mode === 'reverse' && isOwn(one) !== isOwn(first))
  if (unlike.length === 0) return []
  const [before, after] = [
    '  Not so at ',
    isOwn(first) ? ', where it is the CA made for you.' : ', with a certificate of its own.',
  ]
  return [[], [[before], ...named(unlike, columns - widthOf(before + after)), [after]]]
}

function forwardWays({ listening: { ca }, advice: { command, env, trust } }: Source, reach: string, columns: number) {
  const trusting = [`curl -x ${reach}`, `--cacert ${quote(ca)}`, 'https://middlebox.test/']
  return [
    ...way('this shell', [env], 'curl, Node, Python, git, Go …', columns),
    ...way('this machine', [trust], 'asks first, says what it runs', columns),
    ...way('one request', trusting, '', columns),
    ...way('a browser', ['http://middlebox.test'], 'through the proxy', columns),
    ...way('one program', [`${command} run -- npm test`], 'nothing to set up', columns),
  ]
}

/** No variables for a shell: its programs would send everything here, and only what has a route would come through. */
function reverseWays({ listening: { ca }, advice: { trust } }: Source, secure: string, columns: number) {
  return [
    ...way('one request', ['curl', `--cacert ${quote(ca)}`, secure], '', columns),
    ...way('this machine', [trust], 'asks first, says what it runs', columns),
    ...way('a browser', [secure], 'once this machine trusts it', columns),
  ]
}

function ownWays(listener: Listener, own: OwnCertificate, columns: number): Line[] {
  return [
    ...way('one request', ownParts(listener, own), '', columns),
    ...way('a browser', [ownUrl(listener, own.name)], 'once it trusts that issuer', columns),
  ]
}

/** Columns before what is to be typed. */
const indent = 18

/**
 * What can be copied is never cut: a long line goes on in the next rows, as a shell takes it, and with no more before it than it
 * must. `parts` are where it may be broken.
 */
function way(where: string, parts: readonly string[], remark: string, columns: number): Line[] {
  const name = `    ${where.padEnd(indent - 4)}`
  const line = sanitize(parts.join(' '))
  const said = remark === '' ? '' : `   ${remark}`
  const whole = indent + widthOf(line)
  if (whole <= columns) return [[[name, 'dim'], [line], [whole + widthOf(said) <= columns ? said : '', 'dim']]]
  const first: Line = [[name, 'dim']]
  const beside = packed(parts, columns - indent, columns - 6)
  const below = packed(parts, columns - 6, columns - 6)
  if (beside.length > 1 && beside.every((row, at) => widthOf(row) + (at === 0 ? indent : 6) <= columns))
    return beside.map((row, at) => (at === 0 ? [...first, [row]] : [[' '.repeat(6)], [row]]))
  return [[...first, [remark, 'dim']], ...below.flatMap((row) => wrapLine([[' '.repeat(6)], [row]], columns, 6))]
}

/** The parts of a command in as few rows as they take, each but the last with the sign that it goes on. */
function packed(parts: readonly string[], first: number, width: number): string[] {
  const rows: string[] = []
  for (const part of parts.map(sanitize)) {
    const longer = `${rows.at(-1)} ${part}`
    const room = (rows.length > 1 ? width : first) - 2
    if (rows.length > 0 && widthOf(longer) <= room) rows[rows.length - 1] = longer
    else rows.push(part)
  }
  return rows.map((row, at) => (at < rows.length - 1 ? `${row} \\` : row))
}

/** The last handshake that a client ended: nearly always because it does not trust what it was shown. */
export function lastRefusal({
  rows,
  subject,
}: {
  rows: Scene['list']['rows']
  subject: Scene['list']['subject']
}): TlsFailure | undefined {
  for (let i = rows.length - 1; i >= 0; i--) {
    const row = rows[i]!
    if (row.type !== 'tls-error') return undefined
    const failure = subject(row) as TlsFailure
    if (failure.leg === 'client') return failure
  }
  return undefined
}

/** Whom it was, and what helps; the second in a row of its own where both are too long for one. */
export function refusalLines(failure: TlsFailure, { distrusted, line: help }: Remedy, columns: number): Line[] {
  const { client, serverName, authority } = failure
  const who = `${client.address}:${client.port}`
  const asked = sanitize(serverName ?? authority)
  const said: Span = [`  ${who}${asked === '' ? '' : ` (for ${asked})`} does not trust ${distrusted}:`, 'warning']
  const line: Span = [`  ${help}`, 'accent']
  const beside: Line = [line, ['  or '], ['y', 'key'], [' to copy', 'dim']]
  if (lineWidth([said, ...beside]) <= columns) return [[said, ...beside]]
  const key: Line = [['   '], ['y', 'key'], [' copies it']]
  const below = lineWidth([line, ...key]) <= columns ? [[line, ...key]] : [...wrapLine([line], columns, 2), key]
  return [...wrapLine([said], columns - 1, 2), ...below]
}
