/**
 * CONNECT: answered 200 at once, so that the client shows what it wants inside; only tunnels that pass untouched are dialled
 * first, because then a failure can still be said (502).
 */
import { PatternProblem } from '../filter/pattern-cursor.ts'
import { type Pattern, compilePattern } from '../filter/pattern.ts'
import { formatAuthority } from '../kit/authority.ts'
import { originHost } from '../kit/origin-host.ts'
import { MiddleboxError } from '../model/errors.ts'
import type { Request, ResponseHead } from '../model/message.ts'
import type { Verdict } from '../model/verdict.ts'
import { failureVerdict } from './answer.ts'
import { dialAttempt } from './attempt.ts'
import type { LiveExchange } from './live-exchange.ts'
import { tryFailed } from './tries.ts'
import { TunnelLink } from './tunnel-link.ts'
import { upstreamInfo } from './upstream/link.ts'
import { SocketChannel } from './upstream/socket-channel.ts'
import type { Upstreams } from './upstream/upstreams.ts'

/** Which hosts are looked into. */
export type TunnelPolicy = {
  /** True: pass untouched. `authority` is host:port. */
  ignores(authority: string): boolean
}

const established: ResponseHead = { status: 200, reason: 'Connection established', version: '1.1', fields: [] }

export function connectVerdict(
  request: Request,
  exchange: LiveExchange,
  upstreams: Upstreams,
  policy: TunnelPolicy,
): Verdict | Promise<Verdict> {
  const { host, port } = request.target
  request.body.cancel()
  if (!policy.ignores(formatAuthority(host, port)))
    return { kind: 'switch', head: established, from: 'middlebox', patches: [] }
  return dialThrough(host, port, exchange, upstreams)
}

async function dialThrough(host: string, port: number, exchange: LiveExchange, upstreams: Upstreams): Promise<Verdict> {
  const link = new TunnelLink(upstreams.core, { client: exchange.client, authority: { host, port } })
  const result = await link.dial(upstreams, exchange.signal)
  if ('error' in result) {
    tryFailed(exchange, dialAttempt(exchange.startedAt, result.error, { host, port }))
    return failureVerdict(result.error.failure)
  }
  const { dialed } = result
  exchange.upstreamReady(upstreamInfo(dialed, 'http/1.1'), [], dialed.timings)
  const channel = new SocketChannel(dialed.socket)
  link.keepFor(channel)
  return { kind: 'switch', head: established, channel, from: 'upstream', patches: [] }
}

/** A policy from `--ignore-hosts` and `--allow-hosts`: regular expressions on host:port. Throws config_invalid. What this proxy answers itself is always looked into. */
export function createTunnelPolicy(ignoreHosts: readonly string[], allowHosts: readonly string[]): TunnelPolicy {
  const ignored = ignoreHosts.map((source) => compile('ignore-hosts', source))
  const allowed = allowHosts.map((source) => compile('allow-hosts', source))
  return {
    ignores: (authority) =>
      !authority.startsWith(`${originHost}:`) &&
      (ignored.some((one) => one.test(authority)) ||
        (allowed.length > 0 && !allowed.some((one) => one.test(authority)))),
  }
}

/** A pattern of a filter: one that can take long over a name is refused or held to a length, since each connection waits for it. */
function compile(option: string, source: string): Pattern {
  try {
    return compilePattern(source)
  } catch (error) {
    if (!(error instanceof PatternProblem)) throw error
    const where = `at character ${error.at + 1} of ${JSON.stringify(source)}`
    throw new MiddleboxError(
      'config_invalid',
      `Expected a regular expression for --${option}, ${error.message} ${where}`,
    )
  }
}
