/** What went wrong in a user's module: one line, the place in the user's file, and what to write instead. */
import { fileURLToPath } from 'node:url'
import type { Fault } from './protocol.ts'

/** Instead of what, write what. By the words of Node's own message. */
const remedies: readonly [pattern: RegExp, remedy: string][] = [
  [/enum/i, 'Write `const Name = { … } as const` instead of the enum.'],
  [/parameter property/i, 'Declare the field and assign it in the constructor.'],
  [/namespace|module/i, 'Put what the namespace holds into a module of its own.'],
  [/import equals|import =|export =|export assignment/i, 'Write `import` and `export default` instead.'],
]

const longest = 500

/** Never throws, whatever was thrown. */
export function faultOf(error: unknown): Fault {
  try {
    return readFault(error)
  } catch {
    return { message: 'Error: something was thrown that cannot be read' }
  }
}

function readFault(error: unknown): Fault {
  const known = error instanceof Error ? error : new Error(typeof error === 'string' ? error : `${typeof error} thrown`)
  const name = String(known.name)
  const [first = ''] = String(known.message).split('\n', 1)
  const place = placeOf(String(known.stack ?? ''))
  const found = place === undefined ? {} : { place }
  if ((known as NodeJS.ErrnoException).code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') {
    const remedy = remedies.find(([pattern]) => pattern.test(first))?.[1] ?? 'Write it in JavaScript with types only.'
    return { message: `Expected erasable TypeScript, got what it cannot run (${first})`, ...found, remedy }
  }
  // A complaint of ours says all itself.
  const text = first.slice(0, longest)
  return { message: text.startsWith('Expected ') ? text : `${name}: ${text}`, ...found }
}

const installation = new URL('../', import.meta.url).href

/** The first line of the stack in a file that is not ours. Without a column where Node gives none. */
function placeOf(stack: string): Fault['place'] {
  for (const [, url, line, column] of stack.matchAll(/(file:\/\/\/[^\s)]*?):(\d+)(?::(\d+))?\)?$/gm)) {
    if (url!.startsWith(installation)) continue
    const path = fileURLToPath(url!.replace(/\?syntax$/, ''))
    return { path, ...(line !== undefined && { line }), ...(column !== undefined && { column }) }
  }
  return undefined
}

/** As one line without its full stop, `file:line:column` first; `show` writes paths for people. */
export function faultText({ message, place }: Fault, path: string, show: (path: string) => string): string {
  const where = [show(place?.path ?? path), place?.line, place?.column].filter((part) => part !== undefined).join(':')
  // Node's messages name the module by its whole path.
  return `${where}: ${message.replaceAll(`file://${path}`, show(path)).replaceAll(path, show(path))}`
}
