/** What the benchmark asks of the load generator, and what it gets back. Jobs cross a process boundary: plain data. */
import type { Usage } from '../usage.ts'

/** How a request reaches the origin. `port` is where to connect; `host` and `originPort` are what to ask for. */
export type Target = {
  /** absolute: a forward proxy, plain. connect: through a tunnel. direct: origin-form (no proxy, or a reverse proxy). */
  via: 'absolute' | 'connect' | 'direct'
  port: number
  host: string
  originPort: number
  tls: boolean
  /** PEM of the CA that must have signed the certificate shown. */
  ca?: string
}

export type Job =
  | RequestsJob
  /** `content` is what the origin makes it of. */
  | { kind: 'download'; target: Target; bytes: number; content?: 'json'; pid: number }
  | { kind: 'websocket'; target: Target; connections: number; warmMs: number; measureMs: number; pid: number }
  | { kind: 'visits'; target: Target; warmHosts: string[]; hosts: string[] }
  | { kind: 'tunnels'; target: Target; steps: number[]; pid: number }

export type RequestsJob = {
  kind: 'requests'
  target: Target
  connections: number
  /** True: every request on a new connection. */
  fresh: boolean
  /** Requests a second over all kept connections; absent means as many as are answered. */
  rate?: number
  warmMs: number
  /** Whichever of the two ends first. */
  measureMs: number
  count?: number
  /** Whose CPU time and memory to read; 0 = nobody's. */
  pid: number
}

export type RequestsResult = {
  requests: number
  seconds: number
  cpu: number
  usage: Usage
  p50: number
  p99: number
  longest: number
}
export type DownloadResult = { seconds: number; cpu: number; usage: Usage }
/** Milliseconds of each first visit, and of a visit to the same host right after it. */
export type VisitsResult = { first: number[]; known: number[] }
/** Resident bytes with no tunnel, and after each step. */
export type TunnelsResult = { resident: number[] }

export type JobResult = {
  requests: RequestsResult
  download: DownloadResult
  websocket: RequestsResult
  visits: VisitsResult
  tunnels: TunnelsResult
}
