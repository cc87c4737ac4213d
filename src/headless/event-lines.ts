/** Facts as lines of the schema, one by one: for whoever reads them elsewhere than on stdout. */
import type { ProxyEvent } from '../model/event.ts'
import { tell } from './face.ts'
import { createNdjsonVoice } from './ndjson-voice.ts'
import type { FaceSource } from './voice.ts'

/** The line of a fact, or none. A WebSocket's end is two lines. */
export function createEventLines(source: FaceSource): (event: ProxyEvent) => string | undefined {
  const voice = createNdjsonVoice(source)
  return (event) =>
    event.type === 'warning' ? voice.warning(event) : tell(event, { source, voice, quiet: source.quiet === true })
}
