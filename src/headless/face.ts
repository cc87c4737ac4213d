/** A face without a screen: hears every event, prints what its kind prints, and ends with the summary. */
import type { Exchange } from '../model/exchange.ts'
import type { ProxyEvent } from '../model/event.ts'
import { isBad, type Warning } from '../store/index.ts'
import { isOpenWebSocket } from './line.ts'
import { formatWarning } from './lines.ts'
import { createLinesVoice } from './lines-voice.ts'
import { createNdjsonVoice } from './ndjson-voice.ts'
import { createOutlet, type FaceOutput } from './outlet.ts'
import { createPaint } from './paint.ts'
import type { FaceSource, Voice } from './voice.ts'

export type FaceKind = 'lines' | 'ndjson' | 'quiet'

/** Prints the first line at once and the others as they come. `close` prints the summary; after it nothing is written. */
export function startFace(kind: FaceKind, source: FaceSource, output: FaceOutput): { close(): void } {
  const { store, clock } = source
  const startedAt = clock.now()
  const voice = kind === 'ndjson' ? createNdjsonVoice(source) : createLinesVoice(source, output)
  const quiet = kind === 'quiet' || source.quiet === true
  const outlet = createOutlet(output, clock, (lines) =>
    // Through the store, so that it is counted and every other face hears of it too.
    store.apply({ type: 'warning', at: clock.now(), code: 'lines_lost', message: lossMessage(lines) }),
  )
  const paint = createPaint(output.color)
  const warn = (warning: Warning) => {
    output.error(`${formatWarning(warning, paint)}\n`)
    const line = voice.warning(warning)
    if (line !== undefined) outlet.urgent(line)
  }
  const leave = store.on((event) => {
    if (event.type === 'warning') return warn(event)
    const line = tell(event, { source, voice, quiet })
    if (line !== undefined) outlet.line(line)
  })
  for (const at of [source.listening, ...(source.others ?? [])]) outlet.urgent(voice.listening(at))
  const invitation = quiet ? undefined : voice.invitation()
  if (invitation !== undefined) outlet.urgent(invitation)
  // What was said before anybody listened.
  const phase = quiet ? undefined : store.phase()
  if (phase !== undefined) outlet.urgent(voice.phase(phase))
  for (const warning of store.warnings()) warn(warning)

  let closed = false
  return {
    close() {
      if (closed) return
      closed = true
      outlet.close()
      leave()
      const lost = { lines: outlet.lost, exchanges: store.retention().lost }
      const { counters, metrics } = store
      outlet.urgent(voice.summary({ startedAt, endedAt: clock.now(), counters, metrics, lost }))
    },
  }
}

export type Telling = { source: FaceSource; voice: Voice; quiet: boolean }

/** What the face says to an event other than a warning. */
export function tell(event: ProxyEvent, { source, voice, quiet }: Telling): string | undefined {
  if (event.type === 'health') return voice.health(event)
  if (event.type === 'tls-error') return voice.tlsError(event.error)
  if (event.type === 'end') {
    const exchange = shown(source, event.id)
    // The end that counted, not one that came after it.
    if (exchange?.outcome === undefined || exchange.endedAt !== event.at) return undefined
    return quiet && !isBad(exchange.outcome, exchange.status) ? undefined : voice.exchange(exchange)
  }
  if (quiet) return undefined
  if (event.type === 'response') {
    const exchange = shown(source, event.id)
    // A CONNECT is a stream too, of which what happens inside it tells.
    if (exchange === undefined || exchange.endedAt !== undefined || exchange.kind === 'connect') return undefined
    return event.stream || isOpenWebSocket(exchange) ? voice.open(exchange) : undefined
  }
  if (event.type === 'phase') return voice.phase(event)
  if (event.type === 'paused') return voice.paused(event, source.store.get(event.id))
  if (event.type === 'resumed') return voice.resumed(event)
  if (event.type === 'tunnel-opened') return voice.tunnel(event.tunnel, 'open')
  if (event.type === 'tunnel-closed') return voice.tunnel(event.tunnel, 'closed')
  return undefined
}

function shown({ store, view }: FaceSource, id: string): Exchange | undefined {
  const exchange = store.get(id)
  return exchange === undefined || view?.matches(exchange) === false ? undefined : exchange
}

function lossMessage(lines: number): string {
  return `${lines} line${lines === 1 ? ' was' : 's were'} not written: whoever reads the output is too slow`
}
