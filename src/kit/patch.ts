/** Applying the hop ledger: a head plus patches is the next leg's head, exactly. The opposite way is `kit/diff-heads`. */
import type { Patch } from '../model/hop.ts'
import type { Head, RequestHead, ResponseHead } from '../model/message.ts'

/**
 * The head after the patches, in order; the same object when there are none. A changed head has no `raw` bytes: it was
 * never on the wire in that form. A patch that points outside the list is passed over, since a ledger is read, not judged.
 */
export function applyPatches<H extends Head>(head: H, patches: readonly Patch[]): H {
  if (patches.length === 0) return head
  const { raw: _bytes, ...line } = head
  const fields = head.fields.slice()
  for (const patch of patches) {
    if (patch.index < 0) applyToStartLine(line, patch)
    else applyToFields(fields, patch)
  }
  return { ...line, fields } as unknown as H
}

function applyToFields(fields: string[], patch: Patch): void {
  const at = patch.index * 2
  if (patch.op === 'add') {
    if (at <= fields.length) fields.splice(at, 0, patch.name, patch.value ?? '')
    return
  }
  if (at >= fields.length) return
  if (patch.op === 'remove') fields.splice(at, 2)
  else if (patch.op === 'set') fields[at + 1] = patch.value ?? ''
  else if (patch.op === 'rename') fields[at] = patch.name
  else {
    const to = Number(patch.value) * 2
    if (!(to >= 0 && to < fields.length)) return
    const [name, value] = fields.splice(at, 2)
    fields.splice(to, 0, name!, value!)
  }
}

type StartLine = Partial<Omit<RequestHead, 'fields' | 'raw'> & Omit<ResponseHead, 'fields' | 'raw'>>

/** The pseudo names of start-line patches and the head's keys they stand for. */
const startLine = {
  ':method': 'method',
  ':target': 'target',
  ':version': 'version',
  ':status': 'status',
  ':reason': 'reason',
  ':scheme': 'scheme',
  ':authority': 'authority',
  ':protocol': 'protocol',
} as const satisfies Record<string, keyof StartLine>

/** The pseudo names, in the order they are shown. */
export const startLineNames = Object.keys(startLine) as readonly (keyof typeof startLine)[]

/** A part of the start line as text; undefined when the head has none. */
export function startLinePart(head: Head, name: keyof typeof startLine): string | undefined {
  const line: StartLine = head
  const value = line[startLine[name]]
  return value === undefined ? undefined : String(value)
}

function applyToStartLine(line: StartLine, patch: Patch): void {
  const key = (startLine as Record<string, keyof StartLine | undefined>)[patch.name]
  if (key === undefined) return
  if (patch.op === 'remove') delete line[key]
  else if (key === 'status') line.status = Number(patch.value)
  else line[key] = (patch.value ?? '') as never
}
