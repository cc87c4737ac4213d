/**
 * The variables that bring every common client to our proxy and make it trust our CA, derived from the clients' own
 * descriptions. `run` gives them to its child, `ca env` prints them.
 *
 * NO_PROXY is emptied unless a list is given: who runs a command behind a proxy wants to see all it does, also its
 * calls to services on localhost, which we reach directly. Go and Ruby never proxy loopback, whatever is set.
 */
import type { Variables } from '../kit/environment.ts'
import { commonProxy } from './client.ts'
import type { Place } from './client.ts'
import { clients } from './index.ts'
import { javaOptions } from './java.ts'
import { isOwn } from './setting.ts'

export type ClientEnvironmentOptions = {
  proxyUrl: string
  /** PEM of our CA alone, for variables that add to a client's roots. */
  caFile: string
  /** PEM of the system's roots and our CA, for variables that replace them. */
  bundleFile: string
  /** Variables that name start-up files. */
  startup?: Readonly<Record<string, string>>
  /** Where git's config names a proxy besides http.proxy: for a host, or a remote. */
  gitProxyKeys?: readonly string[]
  /** Hosts to reach without us; default none. */
  noProxy?: string
  /**
   * The environment these variables join. Where it names CA files, roots of its user's are kept (the bundle holds
   * them), git is told to pass over the proxies in its config, and options of the JVM are kept.
   */
  existing?: Variables
  /** Also Java, through JAVA_TOOL_OPTIONS, which every JVM announces on stderr. */
  java?: boolean
  /** PKCS#12 or JKS with the system's roots and our CA, for Java. */
  javaTrustStore?: { file: string; password: string }
}

export function clientEnvironment(options: ClientEnvironmentOptions): Record<string, string> {
  const { proxyUrl, caFile, bundleFile, noProxy = '', existing = {} } = options
  const place: Place = { proxyUrl, caFile, bundleFile, noProxy }
  const env: Record<string, string> = {}
  for (const name of [...commonProxy.http, ...commonProxy.https, 'WS_PROXY', 'WSS_PROXY', 'CGI_HTTP_PROXY'])
    env[name] = proxyUrl
  for (const name of commonProxy.exceptions) env[name] = noProxy
  for (const client of clients) {
    const { needs } = client.proxy
    if (needs) env[needs.name] = needs.value
    for (const { name, effect } of client.trust.filter((each) => !isOwn(each.name)))
      env[name] = effect === 'adds' && !existing[name] ? caFile : bundleFile
    Object.assign(env, client.settings?.(place))
  }
  return {
    ...env,
    ...(options.existing ? gitConfig(proxyUrl, existing, options.gitProxyKeys) : {}),
    ...options.startup,
    ...(options.java ? { JAVA_TOOL_OPTIONS: joinJava(options, existing) } : {}),
  }
}

/** git-config(1), GIT_CONFIG_COUNT: entries from the environment win over those of the same name in every config file. */
function gitConfig(proxyUrl: string, existing: Variables, more: readonly string[] = []): Record<string, string> {
  const given = Number(existing['GIT_CONFIG_COUNT'] ?? '0')
  const count = Number.isSafeInteger(given) && given > 0 ? given : 0
  const env: Record<string, string> = {}
  for (const [index, key] of ['http.proxy', ...more].entries()) {
    env['GIT_CONFIG_COUNT'] = String(count + index + 1)
    env[`GIT_CONFIG_KEY_${count + index}`] = key
    env[`GIT_CONFIG_VALUE_${count + index}`] = proxyUrl
  }
  return env
}

function joinJava(options: ClientEnvironmentOptions, existing: Variables): string {
  const own = javaOptions(options.proxyUrl, options.noProxy ?? '', options.javaTrustStore)
  const before = existing['JAVA_TOOL_OPTIONS']
  return before ? `${before} ${own}` : own
}

/** The variables of the environment that name CA files: what a bundle has to hold so that nothing loses its trust. */
export function caFilesIn(env: Variables): string[] {
  const names = new Set(clients.flatMap((client) => client.trust.map((variable) => variable.name)))
  const files = [...names].map((name) => env[name]).filter((file): file is string => !!file)
  return [...new Set(files)]
}
