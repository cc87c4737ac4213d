/** From settings to what a session is told: defaults filled in, options that belong together joined. */
import { stateHome } from '../kit/environment.ts'
import { noProxyVariable } from '../kit/no-proxy.ts'
import { systemRandom } from '../kit/random.ts'
import type { Random } from '../kit/random.ts'
import type { CertificateFiles, ParentOptions, SessionOptions } from '../model/options.ts'
import { defaultOptions } from '../model/options.ts'
import { complaint } from './complaint.ts'
import type { Surroundings } from './find.ts'
import type { Loaded } from './load.ts'
import type { Settings } from './options.ts'

/** @throws MiddleboxError config_invalid when options contradict each other */
export function toSessionOptions(
  { settings, limits }: Pick<Loaded, 'settings' | 'limits'>,
  { env, home }: Pick<Surroundings, 'env' | 'home'>,
  random: Random = systemRandom,
): SessionOptions {
  const { history } = defaultOptions
  return {
    listen: listeners(settings),
    allowClients: settings.allowClients ?? [],
    upstream: upstream(settings, env),
    ignoreHosts: settings.ignoreHosts ?? [],
    allowHosts: settings.allowHosts ?? [],
    framing: settings.framing ?? defaultOptions.framing,
    limits: { ...defaultOptions.limits, ...limits },
    history: {
      maxExchanges: settings.maxExchanges ?? history.maxExchanges,
      maxMemory: settings.maxMemory ?? history.maxMemory,
      maxBody: settings.maxBody ?? history.maxBody,
    },
    seed: settings.seed ?? Buffer.from(random.bytes(8)).toString('hex'),
    view: settings.view ?? defaultOptions.view,
    home: stateHome(env, home),
    verbose: settings.verbose ?? false,
    // Rules are read from files, after this.
    rules: defaultOptions.rules,
    allowFaultHeaders: settings.allowFaultHeaders ?? defaultOptions.allowFaultHeaders,
    scenario: settings.scenario,
    conditions: conditions(settings),
    mockOnly: settings.mockOnly ?? defaultOptions.mockOnly,
    // Read from arguments and the config's section, after this.
    sites: defaultOptions.sites,
    toxiproxyApi: settings.toxiproxyApi,
    api: settings.api,
    write: settings.write,
  }
}

/** `--latency` replaces a preset's own latency. */
function conditions({ throttle, latency }: Settings): SessionOptions['conditions'] {
  if (throttle === undefined && latency === undefined) return undefined
  const origin = throttle === undefined ? '--latency' : '--throttle'
  return { latency: 0, jitter: 0, ...throttle, ...latency, origin }
}

function listeners(settings: Settings): SessionOptions['listen'] {
  return defaultOptions.listen.map((listen) => ({
    ...listen,
    host: settings.listenHost ?? listen.host,
    port: settings.listenPort ?? listen.port,
  }))
}

function upstream(settings: Settings, env: Surroundings['env']): SessionOptions['upstream'] {
  return {
    parent: parentOptions(settings, env),
    insecure: settings.insecure ?? false,
    caFiles: settings.cacert ?? [],
    clientCertificates: clientCertificates(settings),
    resolve: settings.resolve ?? [],
    connectTo: settings.connectTo ?? [],
    connectTimeout: settings.connectTimeout ?? defaultOptions.upstream.connectTimeout,
  }
}

/** `--noproxy` wins over NO_PROXY, which holds for an explicit parent too (curl's manual, `--noproxy`). */
function parentOptions(settings: Settings, env: Surroundings['env']): ParentOptions {
  const proxy = settings.proxy ?? 'env'
  if (proxy === 'none') return { kind: 'none' }
  const user = settings.proxyUser === undefined ? {} : { user: settings.proxyUser }
  const noProxy = settings.noproxy?.join(',')
  if (proxy === 'env') return { kind: 'env', ...user, ...(noProxy === undefined ? {} : { noProxy }) }
  return { kind: 'url', url: proxy, ...user, noProxy: noProxy ?? noProxyVariable(env)?.value ?? '' }
}

/** Each `--key` goes with the `--cert` of the same host. */
function clientCertificates({ cert: certs = [], key: keys = [] }: Settings): CertificateFiles[] {
  for (const { host, file } of keys) {
    if (certs.some((cert) => cert.host === host)) continue
    const whose = host === undefined ? 'without a host' : `for ${host}`
    throw complaint('--key', `a --cert ${whose} to go with ${JSON.stringify(file)}`, 'none')
  }
  return certs.map(({ host, file }) => {
    const key = keys.find((one) => one.host === host)
    return { ...(host === undefined ? {} : { host }), cert: file, ...(key && { key: key.file }) }
  })
}
