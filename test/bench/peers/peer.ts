/** One proxy that the benchmark compares: what it can do, whether it is here, and how it is started. */
import type { Bench } from '../bench.ts'

/**
 * forward: plain requests in absolute form. mitm: CONNECT, intercepted. opaque: CONNECT to what is not TLS.
 * reverse: one fixed origin. upgrade: a WebSocket upgrade in absolute form.
 */
export type Ability = 'forward' | 'mitm' | 'opaque' | 'reverse' | 'upgrade'

export type Running = {
  pid: number
  port: number
  /** PEM of the CA that signs what this proxy shows; '' when it intercepts nothing. */
  ca: string
  /** Milliseconds from the start of the process until it accepted. */
  listeningMs: number
  close(): Promise<void>
}

export type Peer = {
  name: string
  abilities: readonly Ability[]
  /** Why it cannot run here; undefined when it can. */
  missing(): string | undefined
  /** Version and what of its settings matters for the comparison. */
  about(): string
  start(bench: Bench, mode: 'forward' | 'reverse'): Promise<Running>
}
