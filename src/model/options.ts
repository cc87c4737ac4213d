/**
 * What a session is told at its start: the validated result of flags, environment, and config files.
 * `config/` makes it, `session/` reads it; every field has a default, so nothing here is optional but what may be absent.
 */
import type { Mode } from './contract.ts'
import type { SiteDefinition } from './route.ts'
import type { RuleDefinition } from './rule.ts'
import type { Scenario } from './scenario.ts'

export type ListenOptions = {
  mode: Mode
  host: string
  /** 0 = any free port. */
  port: number
  /** Of a reverse listener: its place in `sites`. */
  site?: number
}

/** The parent proxy of upstream connections, resolved per target. */
export type ParentOptions =
  /** HTTPS_PROXY, http_proxy, ALL_PROXY and NO_PROXY with curl's matching; `-U` and `--noproxy` win over what they say. */
  | { kind: 'env'; user?: string; noProxy?: string }
  | { kind: 'none' }
  | { kind: 'url'; url: string; user?: string; noProxy: string }

/** PEM files of a client certificate or a served certificate; `host` absent = any host. */
export type CertificateFiles = { host?: string; cert: string; key?: string }

export type UpstreamOptions = {
  parent: ParentOptions
  /** True: upstream certificates are not verified. */
  insecure: boolean
  /** Extra CA files (PEM) trusted upstream. */
  caFiles: readonly string[]
  clientCertificates: readonly CertificateFiles[]
  /** `--resolve`: connect to these addresses for host:port. Host '*' matches any. */
  resolve: readonly { host: string; port: number; addresses: readonly string[] }[]
  /** `--connect-to`: empty host or zero port match any / keep. */
  connectTo: readonly { host: string; port: number; toHost: string; toPort: number }[]
  /** ms; TCP and TLS to the upstream or the parent, all addresses together. */
  connectTimeout: number
}

export type Limits = {
  /** Bytes of one head. */
  headBytes: number
  /** Field lines of one head. */
  fieldCount: number
  /** Bytes of a request target. */
  targetBytes: number
  /** ms from the first byte of a head (or the accept) to its end. */
  headTimeout: number
  /** ms a kept client connection may idle. */
  keepAliveTimeout: number
  /** ms a kept upstream connection may idle. */
  upstreamIdleTimeout: number
  /** Client connections at once. */
  connections: number
}

export type HistoryOptions = {
  maxExchanges: number
  /** Bytes of heads and bodies kept over all exchanges. */
  maxMemory: number
  /** Bytes of each body kept for display. */
  maxBody: number
}

/** The network made worse for everything that passes. */
export type Conditions = {
  /** Bytes a second; absent = as fast as it goes; 0 = offline. */
  down?: number
  up?: number
  /** ms before an answer begins, and by how much that varies. */
  latency: number
  jitter: number
  /** The option that asked for it, for records. */
  origin: string
}

export type Face = 'tui' | 'lines' | 'ndjson' | 'quiet'

export type SessionOptions = {
  listen: readonly ListenOptions[]
  /** CIDR blocks allowed besides loopback and private addresses; empty = public clients are refused. */
  allowClients: readonly string[]
  upstream: UpstreamOptions
  /** Regular expressions on `host:port`: tunnelled untouched. */
  ignoreHosts: readonly string[]
  /** Regular expressions on `host:port`: only these are intercepted; empty = all. */
  allowHosts: readonly string[]
  framing: 'strict' | 'tolerant'
  limits: Limits
  history: HistoryOptions
  /** Hex; drawn at start when not given. */
  seed: string
  /** Filter for what lists and lines show; '' = all. */
  view: string
  /** Directory of the CA and other state. */
  home: string
  verbose: boolean
  /** In the order in which they act. */
  rules: readonly RuleDefinition[]
  /** `x-envoy-fault-*` fields of requests ask for faults. */
  allowFaultHeaders: boolean
  /** Phases that rules name in their schedules. */
  scenario: Scenario | undefined
  conditions: Conditions | undefined
  /** Nothing is dialled: what no rule answers is refused. */
  mockOnly: boolean
  /** Port of Toxiproxy's API; 0 = any free one; absent = there is none. */
  toxiproxyApi: number | undefined
  /** Where the control API listens; absent = nowhere. */
  api: { host: string; port: number } | undefined
  /** The HAR file that every exchange goes into; absent = none. */
  write: string | undefined
  /** What reverse listeners lead to. */
  sites: readonly SiteDefinition[]
}

/** The defaults of PRODUCT.md §2 and §11. `home` and `seed` come from the machine. */
export const defaultOptions: Omit<SessionOptions, 'home' | 'seed'> = {
  listen: [{ mode: 'forward', host: '127.0.0.1', port: 8080 }],
  allowClients: [],
  upstream: {
    parent: { kind: 'env' },
    insecure: false,
    caFiles: [],
    clientCertificates: [],
    resolve: [],
    connectTo: [],
    connectTimeout: 30_000,
  },
  ignoreHosts: [],
  allowHosts: [],
  framing: 'strict',
  limits: {
    headBytes: 65_536,
    fieldCount: 200,
    targetBytes: 16_384,
    headTimeout: 30_000,
    keepAliveTimeout: 75_000,
    upstreamIdleTimeout: 30_000,
    connections: 10_000,
  },
  history: { maxExchanges: 10_000, maxMemory: 256 * 1024 * 1024, maxBody: 1024 * 1024 },
  view: '',
  verbose: false,
  rules: [],
  allowFaultHeaders: false,
  scenario: undefined,
  conditions: undefined,
  mockOnly: false,
  toxiproxyApi: undefined,
  api: undefined,
  write: undefined,
  sites: [],
}
