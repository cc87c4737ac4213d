/** Toxiproxy's calls about the toxics of one proxy: list, create, show, update, delete. */
import { parseOptions } from '../../kit/option-table.ts'
import type { StreamName } from '../../model/fault.ts'
import { MiddleboxError } from '../../model/errors.ts'
import type { OptionTable } from '../../model/option.ts'
import type { TcpProxy, Toxic } from '../../model/tcp-proxy.ts'
import { type Call, named, shownToxic } from './call.ts'
import { type Fields, asObject, numberField, readObject, textField, wholeField } from './fields.ts'
import { type Reply, Refusal, badBody, json, nothing } from './reply.ts'

const streams: readonly StreamName[] = ['upstream', 'downstream']

export function listToxics(call: Call): Reply {
  return json(named(call).toxics.map(shownToxic))
}

export function createToxic(call: Call): Reply {
  const proxy = named(call)
  const fields = readObject(call.body)
  const asked = textField(fields, 'stream') ?? 'downstream'
  const stream = streams.find((one) => one === asked.toLowerCase())
  if (stream === undefined) throw new Refusal(400, 'stream was invalid, can be either upstream or downstream')
  const type = textField(fields, 'type') ?? ''
  const table = call.proxies.types.get(type)
  if (table === undefined) throw new Refusal(400, 'invalid toxic type')
  const name = textField(fields, 'name') || `${type}_${stream}`
  if (proxy.toxics.some((one) => one.name === name)) throw new Refusal(409, 'toxic already exists')
  const attributes = readAttributes(table, fields, {})
  const toxic: Toxic = { name, type, stream, toxicity: numberField(fields, 'toxicity') ?? 1, attributes }
  proxy.put(toxic)
  return json(shownToxic(toxic))
}

export function showToxic(call: Call): Reply {
  return json(shownToxic(toxicOf(named(call), call.toxic)))
}

/** Attributes that are not named stay; name, type and stream cannot be changed. */
export function updateToxic(call: Call): Reply {
  const proxy = named(call)
  const before = toxicOf(proxy, call.toxic)
  const fields = readObject(call.body)
  const attributes = readAttributes(call.proxies.types.get(before.type)!, fields, before.attributes)
  const toxic = { ...before, attributes, toxicity: numberField(fields, 'toxicity') ?? before.toxicity }
  proxy.put(toxic)
  return json(shownToxic(toxic))
}

export function deleteToxic(call: Call): Reply {
  const proxy = named(call)
  proxy.remove(toxicOf(proxy, call.toxic).name)
  return nothing
}

function toxicOf(proxy: TcpProxy, name: string): Toxic {
  const found = proxy.toxics.find((toxic) => toxic.name === name)
  if (found === undefined) throw new Refusal(404, 'toxic not found')
  return found
}

/** What is not given is 0, as in Toxiproxy. */
function readAttributes(table: OptionTable, fields: Fields, before: Toxic['attributes']): Toxic['attributes'] {
  const given = asObject(fields['attributes'] ?? {}, 'attributes')
  const values = Object.keys(table).map((name) => [name, wholeField(given, name) ?? before[name] ?? 0])
  try {
    return parseOptions(table, Object.fromEntries(values), 'attributes') as Toxic['attributes']
  } catch (error) {
    throw error instanceof MiddleboxError ? badBody(error.message) : error
  }
}
