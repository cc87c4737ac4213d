/**
 * Which parent proxy a connection goes through: the explicit one, or the one curl would take from the environment.
 * Pure, so that `doctor` can explain with it what the dialler does.
 */
import { MiddleboxError } from '../model/errors.ts'
import type { ParentOptions } from '../model/options.ts'
import { formatAuthority } from './authority.ts'
import { isLoopback } from './ip.ts'
import { matchNoProxy, noProxyVariable } from './no-proxy.ts'
import { parseParentUrl } from './parent-url.ts'
import type { ParentUrl } from './parent-url.ts'

export type { ParentScheme, ParentUrl } from './parent-url.ts'
export { formatParentUrl } from './parent-url.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export type ParentTarget = { scheme: 'http' | 'https'; host: string; port: number }

/** `because` completes the sentence "direct, because …" or "through it, because …". */
export type ParentChoice =
  | { kind: 'direct'; because: string }
  | { kind: 'proxy'; url: ParentUrl; because: string }
  /** A variable or `-x` that names this very proxy: the connection goes direct, and the user is told. */
  | { kind: 'ignored-self'; variable: string; url: ParentUrl; because: string }

/** `-U` and `--noproxy` also apply to a proxy from the environment, as in curl. */
type Overrides = { user?: string; noProxy?: string }

/**
 * The choice for one target.
 * @param options with kind `url`, `noProxy` is the list in force: the caller takes `--noproxy`, else NO_PROXY.
 * @param own the addresses this session listens on.
 * @throws MiddleboxError config_invalid for a malformed URL; `checkParent` finds it at start.
 */
export function parentFor(
  target: ParentTarget,
  options: ParentOptions & Overrides,
  env: Environment,
  own: readonly { host: string; port: number }[],
): ParentChoice {
  if (isLoopback(target.host)) return { kind: 'direct', because: `${target.host} is this machine` }
  if (options.kind === 'none') return { kind: 'direct', because: 'no parent proxy is wanted' }
  const source = options.kind === 'url' ? { name: '-x', value: options.url } : proxyVariable(target.scheme, env)
  if (!source) return { kind: 'direct', because: unsetReason(target.scheme, env) }

  const exceptions = exceptionList(options, env)
  const entry = exceptions && matchNoProxy(exceptions.value, target.host, target.port)
  if (exceptions && entry) return { kind: 'direct', because: `${exceptions.name} has ${JSON.stringify(entry)}` }

  const url = parseParentUrl(source.value, source.name, options.user)
  if (isOwn(url, own)) {
    const because = `${source.name} points at this proxy itself (${formatAuthority(url.host, url.port)})`
    return { kind: 'ignored-self', variable: source.name, url, because }
  }
  return { kind: 'proxy', url, because: source.name === '-x' ? '-x names it' : `${source.name} is set` }
}

/** Reads every place a parent may come from, so that a mistake is found at start. @throws MiddleboxError config_invalid */
export function checkParent(options: ParentOptions & Overrides, env: Environment): void {
  if (options.kind === 'none') return
  if (options.kind === 'url') return void parseParentUrl(options.url, '-x', options.user)
  for (const scheme of ['http', 'https'] as const) {
    const source = proxyVariable(scheme, env)
    if (!source) continue
    try {
      parseParentUrl(source.value, source.name, options.user)
    } catch (error) {
      if (!(error instanceof MiddleboxError)) throw error
      throw new MiddleboxError(error.code, error.message, `Correct ${source.name}, or ignore it with -x none.`)
    }
  }
}

/**
 * The variable curl takes for a scheme. HTTP_PROXY is not among them: behind CGI a client sets it with a `Proxy` header
 * (httpoxy, CVE-2016-5385). Lower case wins, and an empty variable counts as unset.
 */
export function proxyVariable(scheme: 'http' | 'https', env: Environment): { name: string; value: string } | undefined {
  const names = scheme === 'http' ? ['http_proxy'] : ['https_proxy', 'HTTPS_PROXY']
  for (const name of [...names, 'all_proxy', 'ALL_PROXY']) {
    const value = env[name]
    if (value) return { name, value }
  }
  return undefined
}

function unsetReason(scheme: 'http' | 'https', env: Environment): string {
  if (scheme === 'http' && env['HTTP_PROXY']) return 'HTTP_PROXY counts in lower case only (as in curl)'
  return 'no proxy variable is set'
}

function exceptionList(options: ParentOptions & Overrides, env: Environment) {
  if (options.noProxy !== undefined) return { name: '--noproxy', value: options.noProxy }
  return noProxyVariable(env)
}

function isOwn(url: ParentUrl, own: readonly { host: string; port: number }[]): boolean {
  return own.some(
    (listener) =>
      listener.port === url.port &&
      (listener.host.toLowerCase() === url.host || (isLoopback(listener.host) && isLoopback(url.host))),
  )
}
