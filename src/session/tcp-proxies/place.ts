/** Where a TCP proxy listens and where it leads, as written in Toxiproxy's `listen` and `upstream`. */
import { type Authority, parseAuthority } from '../../kit/authority.ts'
import { MiddleboxError } from '../../model/errors.ts'

const hint = 'Write host:port, IPv6 in brackets.'

/** `host:port`; without a host every address, port 0 any free one; nothing at all any free port of this machine. @throws MiddleboxError config_invalid */
export function readListen(text: string): Authority {
  if (text === '') return { host: '127.0.0.1', port: 0 }
  const found = /^(.*):(\d{1,5})$/.exec(text)
  const port = Number(found?.[2])
  const host = found?.[1] === '' ? '::' : found && parseAuthority(found[1]!, 1)?.host
  if (!host || port > 65_535) throw wrong('listen', text)
  // As Toxiproxy, which prefers IPv4: clients that are told `localhost` try both.
  return { host: host === 'localhost' ? '127.0.0.1' : host, port }
}

/** @throws MiddleboxError config_invalid */
export function readUpstream(text: string): Authority {
  const found = parseAuthority(text, 0)
  if (found === undefined || found.port === 0) throw wrong('upstream', text)
  return found
}

function wrong(name: string, text: string): MiddleboxError {
  return new MiddleboxError('config_invalid', `Expected host:port for ${name}, got ${JSON.stringify(text)}`, hint)
}
