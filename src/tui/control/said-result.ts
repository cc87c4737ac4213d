/** What a command answered, as a sentence of the last row; what is long is text for a panel. Programs get the same as JSON. */
import { readableBytes } from '../../kit/readable.ts'

export type SaidResult = { readonly short: string } | { readonly long: string }

/** Characters that are short. */
const room = 100

export function saidResult(name: string, result: unknown): SaidResult {
  const said = isRecord(result) ? sentences[name]?.(result) : undefined
  const short = said ?? plainOf(name, result)
  if (short !== undefined) return { short }
  return { long: typeof result === 'string' ? result : JSON.stringify(result, null, 2) }
}

type Result = Readonly<Record<string, unknown>>

/** Undefined where the answer is not what it usually is. */
const sentences: Readonly<Record<string, (result: Result) => string | undefined>> = {
  replay: ({ exchange }) => made('sent again', exchange),
  send: ({ exchange }) => made('sent', exchange),
  duplicate: ({ exchange }) => made('copied', exchange),
  resume: () => 'it goes on',
  drop: () => 'it is dropped',
  delete: ({ deleted }) => `${counted(deleted, 'exchange')} forgotten`,
  clear: ({ deleted }) => `${counted(deleted, 'exchange')} forgotten`,
  mark: ({ marked }) => (marked === null ? 'the mark is off' : `marked ${wordOf(marked)}`),
  comment: ({ comment }) => (comment === '' ? 'the comment is off' : 'the comment is written'),
  tag: ({ tags }) => (Array.isArray(tags) && tags.length > 0 ? `its tags: ${tags.join(', ')}` : 'it has no tags'),
  'mock-from': rulesAdded,
  'mock-add': rulesAdded,
  'rule-add': rulesAdded,
  'fault-add': rulesAdded,
  'save-har': ({ exchanges, file }) => `${counted(exchanges, 'exchange')} in ${String(file)}`,
  'save-body': ({ bytes, complete, file }) =>
    typeof bytes === 'number'
      ? `${readableBytes(bytes)} in ${String(file)}${complete === false ? '; not all of it was kept' : ''}`
      : undefined,
  'load-har': loaded,
  throttle: ({ down, up, latency }) =>
    down === 0 ? 'nothing passes' : down === null && up === null && latency === 0 ? 'as fast as it goes' : undefined,
}

function made(what: string, id: unknown): string | undefined {
  return typeof id === 'string' ? `${what} as ${id}` : undefined
}

function rulesAdded({ rules }: Result): string | undefined {
  if (!Array.isArray(rules) || rules.length === 0) return undefined
  return `${rules.length === 1 ? 'a new rule' : 'new rules'}: ${rules.join(', ')}; # shows the rules, u undoes`
}

/** Notes are as long as they are: the screen breaks them, and the log keeps them. */
function loaded({ exchanges, creator, notes }: Result): string {
  const by = typeof creator === 'string' && creator !== '' ? ` of ${creator}` : ''
  const told = Array.isArray(notes) ? notes.map((note) => `; ${String(note)}`) : []
  return [`${counted(exchanges, 'exchange')}${by} loaded`, ...told].join('')
}

function counted(count: unknown, what: string): string {
  return `${String(count)} ${what}${count === 1 ? '' : 's'}`
}

/** Undefined when it is long. */
function plainOf(name: string, result: unknown): string | undefined {
  if (result === undefined || result === null) return `${name}: done`
  const text = isRecord(result)
    ? Object.entries(result)
        .map(([key, value]) => `${key} ${Array.isArray(value) ? value.map(wordOf).join(', ') : wordOf(value)}`)
        .join(', ')
    : Array.isArray(result)
      ? undefined
      : wordOf(result)
  return text === undefined || text.length > room || text.includes('\n') ? undefined : `${name}: ${text || 'done'}`
}

function wordOf(value: unknown): string {
  if (value === null) return 'none'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function isRecord(value: unknown): value is Result {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
