/** Config as a module: its default export. What goes wrong while it loads is told with file, line and remedy. */
import { fileURLToPath } from 'node:url'
import { MiddleboxError } from '../model/errors.ts'
import { complaint } from './complaint.ts'
import { isPlain, locateEntries } from './located.ts'
import type { Entry } from './located.ts'
import { importUserModule, syntaxErrorOf } from './user-modules.ts'

/** Instead of what, write what. By the words of Node's own message. */
const remedies: readonly [pattern: RegExp, remedy: string][] = [
  [/enum/i, 'Write `const Name = { … } as const` instead of the enum.'],
  [/parameter property/i, 'Declare the field and assign it in the constructor.'],
  [/namespace|module/i, 'Put what the namespace holds into a module of its own.'],
  [/import equals|import =|export =|export assignment/i, 'Write `import` and `export default` instead.'],
]

/** The entries of the module's default export; `show` writes paths for people. */
export async function readModule(path: string, show: (path: string) => string): Promise<Entry[]> {
  const exported = await importDefault(path, show)
  if (isPlain(exported)) return locateEntries(exported, `${show(path)}: `)
  const found = exported === undefined ? 'none' : `one of type ${Array.isArray(exported) ? 'array' : typeof exported}`
  throw complaint(show(path), 'a default export that is an object of options', found)
}

/** The module's default export, whatever it is. `fresh` tells one reading of a changed file from the one before. */
export async function importDefault(path: string, show: (path: string) => string, fresh?: number): Promise<unknown> {
  try {
    return (await importUserModule(path, fresh))['default']
  } catch (error) {
    const placeless = error instanceof SyntaxError && placeOf(error, show) === undefined
    throw explain((placeless && (await syntaxErrorOf(path))) || error, path, show)
  }
}

function explain(error: unknown, path: string, show: (path: string) => string): MiddleboxError {
  const known = error instanceof Error ? error : new Error(String(error))
  const [message = ''] = known.message.split('\n', 1)
  const where = placeOf(known, show) ?? show(path)
  const code = (known as NodeJS.ErrnoException).code
  if (code === 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') {
    const remedy = remedies.find(([pattern]) => pattern.test(message))?.[1] ?? 'Write it in JavaScript with types only.'
    return complaint(where, 'erasable TypeScript', `what it cannot run (${message})`, remedy, error)
  }
  const text = message.replaceAll(/(?:file:\/\/)?(\/[^\s'"]+)/g, (whole, found: string) =>
    found === path ? show(path) : whole,
  )
  return new MiddleboxError('config_invalid', `${where}: ${known.name}: ${text}.`, '', { cause: error })
}

/** The first file of the user's in the stack, with line and, where known, column. */
function placeOf(error: Error, show: (path: string) => string): string | undefined {
  const found = /(file:\/\/\/[^\s)]*?):(\d+)(?::(\d+))?\)?$/m.exec(error.stack ?? '')
  if (!found || found[1]!.startsWith(new URL('../', import.meta.url).href)) return undefined
  return [
    show(fileURLToPath(found[1]!.replace(/\?(syntax|\d+)$/, ''))),
    found[2],
    ...(found[3] ? [found[3]] : []),
  ].join(':')
}
