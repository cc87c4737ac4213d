/** What differs between two bodies, by what they are: JSON by its structure, text by its lines, anything else by size and hash. */
import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import { toUtf8 } from './charset.ts'
import { diffJson, type JsonChange } from './diff-json.ts'
import type { ContentType } from './document.ts'
import { looksLikeText } from './sniff.ts'

/** A decoded body and its type. */
export type Side = { bytes: Uint8Array; type: ContentType }

export type LineChange = {
  kind: 'same' | 'added' | 'removed'
  text: string
  /** Line numbers from 1, where the line is on that side. */
  before?: number
  after?: number
}

export type Digest = { size: number; sha256: string }

export type BodyDiff =
  | { kind: 'same' }
  | { kind: 'json'; changes: readonly JsonChange[] }
  | { kind: 'text'; lines: readonly LineChange[] }
  /** Neither, or too large to be compared in time. */
  | { kind: 'bytes'; before: Digest; after: Digest }

/** Bytes of one side that are compared; more differ by their hash. */
const largest = 2 * 1024 * 1024

/** ms for comparing lines: texts that have little in common take long. */
const patience = 250

export async function diffBodies(before: Side, after: Side): Promise<BodyDiff> {
  if (Buffer.compare(before.bytes, after.bytes) === 0) return { kind: 'same' }
  if (Math.max(before.bytes.length, after.bytes.length) <= largest) {
    const [old, now] = [toUtf8(before.bytes, before.type), toUtf8(after.bytes, after.type)]
    const texts = { before: Buffer.from(old).toString('utf8'), after: Buffer.from(now).toString('utf8') }
    const changes = diffAsJson(texts)
    if (changes !== undefined && changes.length > 0) return { kind: 'json', changes }
    // JSON that means the same may still be written otherwise: then its lines are compared.
    const lines =
      changes !== undefined || (looksLikeText(old) && looksLikeText(now)) ? await diffText(texts) : undefined
    if (lines !== undefined) return { kind: 'text', lines }
  }
  return { kind: 'bytes', before: digest(before.bytes), after: digest(after.bytes) }
}

type Texts = { before: string; after: string }

/** Undefined unless both are JSON objects or arrays. */
function diffAsJson({ before, after }: Texts): JsonChange[] | undefined {
  try {
    const [old, now]: unknown[] = [JSON.parse(before), JSON.parse(after)]
    const bothHoldSomething = typeof old === 'object' && typeof now === 'object' && old !== null && now !== null
    return bothHoldSomething ? diffJson(old, now) : undefined
  } catch {
    return undefined
  }
}

/** Undefined when it would take too long. */
async function diffText({ before, after }: Texts): Promise<LineChange[] | undefined> {
  const { diffLines } = await import('diff')
  const parts = diffLines(before, after, { timeout: patience })
  if (parts === undefined) return undefined
  const lines: LineChange[] = []
  let [left, right] = [1, 1]
  for (const { value, added, removed } of parts)
    for (const text of value.replace(/\n$/, '').split('\n')) {
      if (added) lines.push({ kind: 'added', text, after: right++ })
      else if (removed) lines.push({ kind: 'removed', text, before: left++ })
      else lines.push({ kind: 'same', text, before: left++, after: right++ })
    }
  return lines
}

function digest(bytes: Uint8Array): Digest {
  return { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}
