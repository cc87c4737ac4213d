/** The screen before the first exchange: what to paste where, what is not there yet, and what to do when a client does not trust the CA. */
import { sanitize } from '../../kit/sanitize.ts'
import { reachable, secureUrl } from '../../kit/reachable.ts'
import { quote } from '../../kit/shell-word.ts'
import type { TlsFailure } from '../../model/exchange.ts'
import { listenersOf, remedyFor } from '../detail/remedy.ts'
import { wrapLine } from '../detail/wrap-line.ts'
import { widthOf } from '../../kit/width.ts'
import type { Listener, TuiSource } from '../source.ts'
import type { Line, Span } from '../parts/line.ts'
import { lineWidth } from '../parts/spread.ts'
import { absentLines } from './absent.ts'
import type { Scene } from './scene.ts'

type Source = Pick<TuiSource, 'listening' | 'advice'>

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
    [['  HTTPS needs your client to trust the CA made for you (only you have its key):']],
    [],
    ...(forward ? forwardWays(source, reach, columns) : reverseWays(source, secureUrl(first.url), columns)),
    [],
    ...(failure === undefined ? [waiting] : refusalLines(failure, remedyFor(source, failure).line, columns)),
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
  if (indent + widthOf(beside[0]!) <= columns && beside.length > 1)
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

/** The last handshake that a client ended: nearly always because it does not trust the CA yet. */
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
export function refusalLines({ client, serverName, authority }: TlsFailure, env: string, columns: number): Line[] {
  const who = `${client.address}:${client.port}`
  const asked = sanitize(serverName ?? authority)
  const said: Span = [`  ${who}${asked === '' ? '' : ` (for ${asked})`} does not trust the CA yet:`, 'warning']
  const line: Span = [`  ${env}`, 'accent']
  const help: Line = [line, ['  or '], ['y', 'key'], [' to copy', 'dim']]
  if (lineWidth([said, ...help]) <= columns) return [[said, ...help]]
  const key: Line = [['   '], ['y', 'key'], [' copies it']]
  const below = lineWidth([line, ...key]) <= columns ? [[line, ...key]] : [...wrapLine([line], columns), key]
  return [...wrapLine([said], columns - 1, 2), ...below]
}
