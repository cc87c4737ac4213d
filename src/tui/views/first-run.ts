/** The screen before the first exchange: what to paste where, and what to do when a client does not trust the CA. */
import { sanitize } from '../../kit/sanitize.ts'
import { quote } from '../../kit/shell-word.ts'
import type { TlsFailure } from '../../model/exchange.ts'
import type { Line } from '../parts/line.ts'
import type { Scene } from './scene.ts'

const spinner = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏'

export function firstRunView({ source, list, now }: Scene): Line[] {
  const { url, ca, mode } = source.listening
  const { command, env } = source.advice
  const reach = url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:')
  const failure = lastRefusal(list)
  const turn = spinner[Math.floor(now / 1000) % spinner.length]
  const example = mode === 'forward' ? `curl -x ${reach} http://middlebox.test/echo` : `curl ${reach}/`
  return [
    [],
    [['  Listening on ', 'plain'], [url.replace('http://', ''), 'bold'], ['. Try it:']],
    [],
    [[`    ${example}`, 'accent']],
    [],
    [['  HTTPS needs your client to trust the CA made for you (only you have its key):']],
    [],
    way('this shell', env, 'curl, Node, Python, git, Go …'),
    way('this machine', `${command} ca trust`, 'asks first, says what it runs'),
    way('one request', `curl -x ${reach} --cacert ${quote(ca)} https://middlebox.test/`, ''),
    way('a browser', 'http://middlebox.test', 'through the proxy'),
    way('one program', `${command} run -- npm test`, 'nothing to set up'),
    [],
    failure === undefined
      ? [
          [`  waiting for the first request ${turn}`, 'dim'],
          ['      y', 'key'],
          [' copies the line for this shell', 'dim'],
        ]
      : refusalLine(failure, env),
  ]
}

function way(where: string, line: string, remark: string): Line {
  return [[`    ${where.padEnd(14)}`, 'dim'], [sanitize(line)], [remark === '' ? '' : `   ${remark}`, 'dim']]
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

export function refusalLine({ client, serverName, authority }: TlsFailure, env: string): Line {
  const who = `${client.address}:${client.port}`
  return [
    [`  ${who} (for ${sanitize(serverName ?? authority)}) does not trust the CA yet:  `, 'warning'],
    [env, 'accent'],
    ['  or y to copy', 'dim'],
  ]
}
