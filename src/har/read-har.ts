/** A HAR file, by whatever tool, as exchanges in the order in which they began. */
import type { Exchange } from '../model/exchange.ts'
import type { Codec } from './read-body.ts'
import { readEntry } from './read-entry.ts'
import { harFrame } from './write-har.ts'
import { member, parseSource, type Source, textOf, wrong } from './source.ts'

export type ReadHar = {
  exchanges: Exchange[]
  /** Who wrote it, for people: `Firefox 128.0`. */
  creator: string
  /** Of a recording of ours. */
  seed?: string
  /** What is not as it should be, for people. */
  notes: string[]
}

/** `name` is the file's, for errors. @throws MiddleboxError har_invalid */
export function readHar(text: string, name: string, codec: Codec): ReadHar {
  // Fiddler begins its files with a byte order mark.
  const given: Source = { name, text: text.replace(/^\ufeff/, '') }
  const { source, notes } = mended(given)
  const file = parseSource(source)
  const log = member(file, 'log')
  if (typeof log !== 'object' || log === null) throw wrong(source, ['log'], 'an object', log)
  const entries = member(log, 'entries')
  if (!Array.isArray(entries)) throw wrong(source, ['log', 'entries'], 'a list', entries)
  const creator = member(log, 'creator')
  const ours = member(creator, 'name') === 'middlebox'
  const seed = textOf(member(member(log, '_middlebox'), 'seed'))
  const exchanges = entries.map((entry: unknown, index) =>
    readEntry(entry, { source, path: ['log', 'entries', index], codec, ours, id: `h${index + 1}` }),
  )
  return {
    exchanges: withOwnIds(exchanges).toSorted((a, b) => a.startedAt - b.startedAt),
    creator: [textOf(member(creator, 'name')), textOf(member(creator, 'version'))].filter(Boolean).join(' '),
    ...(seed !== undefined && { seed }),
    notes,
  }
}

/** How our own files begin: an entry is a line of them, so what a full disk or a lost machine left of one can be read. */
const ownBeginning = '{"log":{"version":"1.2",\n"creator":{"name":"middlebox",'

function mended(source: Source): { source: Source; notes: string[] } {
  const { name, text } = source
  const { separator, tail } = harFrame({ version: '' })
  if (!text.startsWith(ownBeginning) || text.endsWith(tail)) return { source, notes: [] }
  const end = text.lastIndexOf(separator)
  const entries = text.indexOf('"entries":[\n')
  if (entries < 0) return { source, notes: [] }
  const kept = end > entries ? text.slice(0, end) : text.slice(0, entries + '"entries":[\n'.length)
  return { source: { name, text: kept + tail }, notes: [`${name} breaks off: its last entry is left out`] }
}

/** Files that were joined by hand may have an id twice. */
function withOwnIds(exchanges: readonly Exchange[]): Exchange[] {
  const taken = new Set<string>()
  return exchanges.map((exchange) => {
    let { id } = exchange
    for (let n = 2; taken.has(id); n++) id = `${exchange.id}-${n}`
    taken.add(id)
    return id === exchange.id ? exchange : { ...exchange, id }
  })
}
