/**
 * How modules that users write are loaded: the name `middlebox` means the running installation, wherever the module
 * lies, and the module itself is ESM, whatever the package.json above it says.
 */
import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'

type Namespace = { readonly [name: string]: unknown }

/** URL of each user module and how it is read. */
const userModules = new Map<string, 'module' | 'module-typescript'>()
let hooked = false

/** Imports the module at `path`; a number that was not there before reads the file anew. Errors are the runtime's. */
export function importUserModule(path: string, fresh?: number): Promise<Namespace> {
  const { href } = pathToFileURL(path)
  return importAs(
    fresh === undefined ? href : `${href}?${fresh}`,
    /\.m?ts$/.test(path) ? 'module-typescript' : 'module',
  )
}

/**
 * The error of a JavaScript module that does not parse, from a parser that knows the line: V8's error carries it only
 * when it ends the process.
 */
export async function syntaxErrorOf(path: string): Promise<unknown> {
  try {
    await importAs(`${pathToFileURL(path).href}?syntax`, 'module-typescript')
    return undefined
  } catch (error) {
    return error
  }
}

async function importAs(url: string, format: 'module' | 'module-typescript'): Promise<Namespace> {
  userModules.set(url, format)
  if (!hooked) registerHooks({ resolve: resolveForUsers })
  hooked = true
  return (await import(/* @vite-ignore */ url)) as Namespace
}

const resolveForUsers: import('node:module').ResolveHookSync = (specifier, context, next) => {
  if (specifier === 'middlebox') return { url: installation(), shortCircuit: true }
  const resolved = next(specifier, context)
  const format = userModules.get(resolved.url)
  return format ? { ...resolved, format } : resolved
}

/** The public library beside this file: source when run from source, built otherwise. */
function installation(): string {
  return new URL(import.meta.url.endsWith('.ts') ? '../index.ts' : '../index.js', import.meta.url).href
}
