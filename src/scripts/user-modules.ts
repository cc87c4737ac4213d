/**
 * How modules that users write are loaded, in a worker thread of their own: the name `middlebox` means the running
 * installation, wherever the module lies, and the module itself is ESM, whatever the package.json above it says.
 */
import { registerHooks } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { faultOf } from './fault.ts'

export type Namespace = { readonly [name: string]: unknown }

/** URL of each user module and how it is read. */
const userModules = new Map<string, 'module' | 'module-typescript'>()
const files = new Set<string>()
let hooked = false

/** Imports the module at `path`. Errors are the runtime's, those of syntax with their line. */
export async function importUserModule(path: string): Promise<Namespace> {
  const { href } = pathToFileURL(path)
  files.add(path)
  try {
    return await importAs(href, /\.m?ts$/.test(path) ? 'module-typescript' : 'module')
  } catch (error) {
    // V8's error of JavaScript that does not parse carries its line only when it ends the process: another parser knows it.
    if (!(error instanceof SyntaxError) || faultOf(error).place !== undefined) throw error
    throw (await syntaxErrorOf(href)) ?? error
  }
}

/** The files that the modules imported so far consist of, packages and our own left out. */
export function userFiles(): readonly string[] {
  return [...files]
}

async function syntaxErrorOf(href: string): Promise<Error | undefined> {
  try {
    await importAs(`${href}?syntax`, 'module-typescript')
    return undefined
  } catch (error) {
    return error as Error
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
  remember(resolved.url)
  const format = userModules.get(resolved.url)
  return format ? { ...resolved, format } : resolved
}

const ours = new URL('../', import.meta.url).href

function remember(url: string): void {
  if (url.startsWith('file:') && !url.includes('/node_modules/') && !url.startsWith(ours) && !url.includes('?'))
    files.add(fileURLToPath(url))
}

/** The public library above this folder: source when run from source, built otherwise. */
function installation(): string {
  return new URL(import.meta.url.endsWith('.ts') ? '../index.ts' : '../index.js', import.meta.url).href
}
