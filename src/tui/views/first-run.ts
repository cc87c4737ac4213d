/** The screen before the first exchange: what to paste where, and what to do when a client does not trust the CA. */
import { sanitize } from '../../kit/sanitize.ts'
import { quote } from '../../kit/shell-word.ts'
import type { TlsFailure } from '../../model/exchange.ts'
import { wrapLine } from '../detail/wrap-line.ts'
import { widthOf } from '../../kit/width.ts'
import type { Line, Span } from '../parts/line.ts'
import { lineWidth } from '../parts/spread.ts'
import type { Scene } from './scene.ts'

const spinner = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'

export function firstRunView({ source, list, now, ui }: Scene): Line[] {
  const { url, ca, mode } = source.listening
  const { command, env } = source.advice
  const { columns } = ui.size
  const reach = url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:')
  const failure = lastRefusal(list)
  const turn = spinner[Math.floor(now / 1000) % spinner.length]
  const example = mode === 'forward' ? `curl -x ${reach} http://middlebox.test/echo` : `curl ${reach}/`
  const trusting = [`curl -x ${reach}`, `--cacert ${quote(ca)}`, 'https://middlebox.test/']
  return [
    [],
    [['  Listening on ', 'plain'], [url.replace('http://', ''), 'bold'], ['. Try it:']],
    [],
    [[`    ${example}`, 'accent']],
    [],
    [['  HTTPS needs your client to trust the CA made for you (only you have its key):']],
    [],
    ...way('this shell', [env], 'curl, Node, Python, git, Go …', columns),
    ...way('this machine', [`${command} ca trust`], 'asks first, says what it runs', columns),
    ...way('one request', trusting, '', columns),
    ...way('a browser', ['http://middlebox.test'], 'through the proxy', columns),
    ...way('one program', [`${command} run -- npm test`], 'nothing to set up', columns),
    [],
    ...(failure === undefined
      ? [
          [
            [`  waiting for the first request ${turn}`, 'dim'],
            ['      y', 'key'],
            [' copies the line for this shell', 'dim'],
          ] satisfies Line,
        ]
      : refusalLines(failure, env, columns)),
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
  const said: Span = [remark === '' ? '' : `   ${remark}`, 'dim']
  if (indent + widthOf(line) <= columns) return [[[name, 'dim'], [line], said]]
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
  const said: Span = [`  ${who} (for ${sanitize(serverName ?? authority)}) does not trust the CA yet:`, 'warning']
  const line: Span = [`  ${env}`, 'accent']
  const help: Line = [line, ['  or '], ['y', 'key'], [' to copy', 'dim']]
  if (lineWidth([said, ...help]) <= columns) return [[said, ...help]]
  const key: Line = [['   '], ['y', 'key'], [' copies it']]
  const below = lineWidth([line, ...key]) <= columns ? [[line, ...key]] : [...wrapLine([line], columns), key]
  return [...wrapLine([said], columns - 1, 2), ...below]
}
