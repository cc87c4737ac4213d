/** What Middlebox knows beyond HAR: legs and who changed them, rules and their draws, faults, attempts. Only what there is. */
import type { Exchange } from '../model/exchange.ts'
import type { Patch } from '../model/hop.ts'
import { legHeads } from '../kit/legs.ts'
import { parseUrl } from '../kit/request-url.ts'
import { formatHost } from '../kit/authority.ts'
import { hasField } from '../kit/fields.ts'
import { redactRoute } from '../kit/redact-route.ts'
import type { Censor } from './censor.ts'
import type { HarLedger, HarPatch } from './shape.ts'
import { writeFields } from './write-fields.ts'
import { writeEvents } from './write-messages.ts'
import { unmeasured } from './write-timings.ts'

/** Call it last: it tells where the censor found something. */
export function writeLedger(exchange: Exchange, censor: Censor): HarLedger {
  const { upstream, error, parent, mode, route, outcome, marked, replayOf, cassette } = exchange
  const events = writeEvents(exchange, censor)
  const ledger: HarLedger = {
    flowId: exchange.id,
    ...(parent !== undefined && { parent }),
    ...(mode !== 'forward' && { mode }),
    ...(route !== undefined && {
      route: redactRoute(route, { ...censor, text: (text) => censor.text(text, 'route') }),
    }),
    ...(outcome !== undefined && { outcome }),
    ...(error !== undefined && { error: { ...error, message: censor.text(error.message, 'error') } }),
    client: exchange.client,
    ...(upstream !== undefined && { upstream }),
    ...requestLine(exchange, censor),
    ...legs(exchange, censor),
    ...filled('interim', exchange.interim),
    ...filled('attempts', exchange.attempts),
    ...filled('rules', exchange.rules),
    ...filled('faults', exchange.faults),
    ...filled('profiles', exchange.profiles),
    ...(cassette !== null && { cassette }),
    ...filled('tags', exchange.tags),
    ...(marked !== undefined && { marked }),
    ...(replayOf !== undefined && { replayOf }),
    ...filled('unmeasured', unmeasured(exchange)),
    ...(exchange.unparsed !== undefined && { unparsed: redactLines(exchange.unparsed, censor) }),
    ...messageCount(exchange),
    ...filled('sse', events),
  }
  if (ledger.error?.bytes !== undefined)
    ledger.error = { ...ledger.error, bytes: redactLines(ledger.error.bytes, censor) }
  const { places } = censor
  return places.length === 0 ? ledger : { ...ledger, redacted: [...places] }
}

function filled<K extends string, T>(key: K, list: readonly T[]): Partial<Record<K, T[]>> {
  return (list.length === 0 ? {} : { [key]: list }) as Partial<Record<K, T[]>>
}

/** What of the first line the URL does not tell. */
function requestLine(
  { legs: [leg], url }: Exchange,
  censor: Censor,
): Pick<HarLedger, 'target' | 'authority' | 'protocol'> {
  const head = leg?.request
  if (head === undefined) return {}
  const parsed = parseUrl(url)
  const host = parsed && formatHost(parsed.scheme, parsed.host, parsed.port)
  const implied = hasField(head.fields, 'host') ? undefined : host
  return {
    ...(head.target !== parsed?.path && { target: censor.text(head.target, 'url') }),
    ...(head.version === '2' && head.authority !== implied && { authority: head.authority ?? '' }),
    ...(head.protocol !== undefined && { protocol: head.protocol }),
  }
}

function legs(exchange: Exchange, censor: Censor): Pick<HarLedger, 'hops' | 'origin'> {
  const { hops } = exchange
  if (hops.every(({ request, response }) => request.length + response.length === 0)) return {}
  const origin = hops.some(({ response }) => response.length > 0) ? legHeads(exchange).at(-1)?.response : undefined
  return {
    hops: hops.map(({ request, response }) => ({
      request: request.map((patch) => writePatch(patch, censor)),
      response: response.map((patch) => writePatch(patch, censor)),
    })),
    ...(origin !== undefined && {
      origin: {
        status: origin.status,
        reason: origin.reason,
        version: origin.version,
        fields: writeFields(origin.fields, censor),
      },
    }),
  }
}

function writePatch(patch: Patch, censor: Censor): HarPatch {
  const { value, before, name } = patch
  const redact = (text: string) => (patch.index < 0 ? censor.text(text, 'url') : censor.field(name, text))
  const plainBefore = patch.op === 'rename' || before === undefined
  return {
    ...patch,
    ...(value !== undefined && patch.op !== 'move' && { value: redact(value) }),
    ...(!plainBefore && { before: redact(before) }),
  }
}

function messageCount({ messages, messageCount: { up, down } }: Exchange): Pick<HarLedger, 'messageCount'> {
  return messages.length === up + down ? {} : { messageCount: { up, down } }
}

/** Bytes that are no message still have lines with names and secrets. */
function redactLines(bytes: string, censor: Censor): string {
  return bytes
    .split(/(\r?\n)/)
    .map((line) => {
      const [, before = '', name = '', value = ''] = /^(\s*([^:\s]+)\s*:\s*)(.*)$/s.exec(line) ?? []
      return before === '' ? censor.text(line, 'unparsed') : before + censor.field(name, value)
    })
    .join('')
}
