/** What was typed in the prompts before, kept over restarts in a small file of its own; what looks like a secret is not. */
import { brokenAt, readJson } from './read-json.ts'
import type { PromptKind, Ui } from './ui.ts'

type History = Ui['history']

/** Comments are about one exchange and fields about one fault: nobody types those again. */
const keptKinds = ['filter', 'command', 'intercept', 'search'] as const satisfies readonly PromptKind[]

/** Lines of each prompt, and characters of one. */
const mostLines = 100
const longestLine = 500

const secret = /authorization|token|password|passwd|secret|cookie|api[-_]?key|bearer/i

/** A line that begins with a blank stays out, as in shells. */
export function isKept(line: string): boolean {
  return line.trim() !== '' && !line.startsWith(' ') && line.length <= longestLine && !secret.test(line)
}

/** What is there and of its kind; of a broken file nothing, and where it is broken. */
export function readHistory(text: string | undefined): { history: History; broken?: string } {
  const read = readJson(text === undefined || text.trim() === '' ? '{}' : text)
  if ('problem' in read) return { history: {}, broken: brokenAt(read) }
  const found = read.value
  const history: Partial<Record<PromptKind, readonly string[]>> = {}
  for (const kind of keptKinds) {
    const lines = typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[kind] : undefined
    if (Array.isArray(lines)) history[kind] = kept(lines)
  }
  return { history }
}

export function writeHistory(history: History): string {
  const lines = keptKinds.flatMap((kind) => {
    const these = kept(history[kind] ?? [])
    return these.length === 0 ? [] : [[kind, these] as const]
  })
  return `${JSON.stringify(Object.fromEntries(lines), null, 2)}\n`
}

function kept(lines: readonly unknown[]): string[] {
  return lines.filter((line) => typeof line === 'string' && isKept(line)).slice(-mostLines) as string[]
}
