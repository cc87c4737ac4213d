/** Asks an upstream whether it is well, on a connection of its own: TCP, an HTTP request, or gRPC's health service. */
import type { Clock } from '../kit/clock.ts'
import type { HealthOptions, UpstreamDefinition } from '../model/route.ts'
import { probeGrpc, probeHttp2 } from './probe/http2.ts'
import { probeHttp1 } from './probe/http1.ts'
import type { Dialed, Dialler } from './upstream/dialler.ts'

/** `host`: what the Host field says. Resolves to undefined when it is well, else to the reason; never rejects. */
export type Probe = (upstream: UpstreamDefinition, health: HealthOptions, host: string) => Promise<string | undefined>

export function createProbe(dialler: Dialler, clock: Clock): Probe {
  return async (upstream, health, host) => {
    const late = new AbortController()
    const timer = clock.after(health.timeout, () => late.abort())
    const expired = new Promise<string>((resolve) => {
      late.signal.addEventListener('abort', () => resolve(`no answer within ${health.timeout} ms`))
    })
    try {
      return await Promise.race([ask(dialler, { upstream, health, host }, late.signal), expired])
    } finally {
      timer.stop()
    }
  }
}

type Question = { upstream: UpstreamDefinition; health: HealthOptions; host: string }

async function ask(dialler: Dialler, question: Question, signal: AbortSignal): Promise<string | undefined> {
  const { upstream, health } = question
  const h2 = health.type === 'grpc' || upstream.protocol === 'h2'
  const { scheme, host, port } = upstream
  const dialed = await dialler.dial(
    { scheme, host, port, alpn: scheme === 'https' ? [h2 ? 'h2' : 'http/1.1'] : [] },
    signal,
  )
  if (!dialed.ok) return dialed.error.failure.message
  const { socket } = dialed.value
  socket.on('error', () => {})
  signal.addEventListener('abort', () => socket.destroy())
  try {
    return health.type === 'tcp' ? undefined : await talk(dialed.value, question, h2)
  } finally {
    socket.destroy()
  }
}

async function talk({ socket }: Dialed, question: Question, h2: boolean): Promise<string | undefined> {
  const { upstream, health, host } = question
  const asked = { scheme: upstream.scheme, authority: host }
  if (health.type === 'grpc') return probeGrpc(socket, asked, health.service)
  const status = await (h2 ? probeHttp2(socket, asked, health.path) : probeHttp1(socket, host, health.path))
  if (typeof status === 'string') return status
  const [low, high] = health.status
  return status >= low && status <= high ? undefined : `${health.path} answered ${status}`
}
