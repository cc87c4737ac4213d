/** The door to the disk: every file is read, written and looked for here. Errors are Node's, with their `code`. */
import { constants, readFileSync, statSync } from 'node:fs'
import {
  access,
  chmod,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

let temporaryCount = 0

export function readText(path: string): Promise<string> {
  return readFile(path, 'utf8')
}

export function readBytes(path: string): Promise<Uint8Array> {
  return readFile(path)
}

/** The text, or undefined when there is no such file; other failures are thrown. */
export async function readTextIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** For module hooks and other places that cannot wait. */
export function readTextSync(path: string): string {
  return readFileSync(path, 'utf8')
}

/**
 * Writes the whole file or nothing: into a neighbour first, flushed, then renamed over the target.
 * `mode` holds from the first byte on, so a key is never readable by others, not even for a moment.
 */
export async function writeAtomic(path: string, data: string | Uint8Array, mode = 0o644): Promise<void> {
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}-${++temporaryCount}`)
  try {
    const file = await open(draft, 'wx', mode)
    try {
      await file.chmod(mode)
      await file.writeFile(data)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** Another one whenever the file or folder is another or has changed; undefined when there is none. Two microseconds, so without waiting. */
export function fileVersion(path: string): string | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false })
    return found && `${found.ino} ${found.size} ${found.mtimeMs} ${found.ctimeMs}`
  } catch {
    return undefined
  }
}

export async function exists(path: string): Promise<boolean> {
  return (await facts(path)) !== undefined
}

export type FileFacts = {
  kind: 'file' | 'directory' | 'other'
  size: number
  /** Permission bits. */
  mode: number
  /** Epoch ms. */
  changedAt: number
  /** Belongs to another user who is not root. Never true for root itself, nor where files have no owner. */
  foreign: boolean
}

/** What is at the path; undefined when nothing is. */
export async function facts(path: string): Promise<FileFacts | undefined> {
  try {
    const found = await stat(path)
    const kind = found.isFile() ? 'file' : found.isDirectory() ? 'directory' : 'other'
    const me = process.getuid?.() ?? 0
    const foreign = me !== 0 && found.uid !== 0 && found.uid !== me
    return { kind, size: found.size, mode: found.mode & 0o777, changedAt: found.mtimeMs, foreign }
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Makes the directory and its parents. An existing one keeps its content but gets `mode` when given. */
export async function makeDirectory(path: string, mode?: number): Promise<void> {
  // Not `recursive`: Node's never ends where a parent exists and may hold no directory, as /proc (ENOENT again and again).
  const missing: string[] = []
  for (let each = path; !(await exists(each)) && dirname(each) !== each; each = dirname(each)) missing.unshift(each)
  for (const each of missing)
    await mkdir(each, mode).catch((error: NodeJS.ErrnoException) => {
      // Somebody else was first, which is as good.
      if (error.code !== 'EEXIST') throw error
    })
  if ((await facts(path))?.kind !== 'directory') await mkdir(path)
  if (mode !== undefined) await chmod(path, mode)
}

/** The names in a directory, sorted; none when it does not exist. */
export async function listDirectory(path: string): Promise<string[]> {
  try {
    return (await readdir(path)).sort()
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

/** Where a symbolic link points; undefined when there is none, or it may not be read. */
export function linkTarget(path: string): Promise<string | undefined> {
  return readlink(path).catch(() => undefined)
}

/** The path with every symbolic link followed. */
export function realPath(path: string): Promise<string> {
  return realpath(path)
}

/** Whether it is a file that this process may execute. */
export async function isExecutable(path: string): Promise<boolean> {
  if ((await facts(path).catch(() => undefined))?.kind !== 'file') return false
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
}

/** The first of `names` that is a file in `from` or the nearest directory above it. */
export async function findUpward(from: string, names: readonly string[]): Promise<string | undefined> {
  for (let directory = from; ; directory = dirname(directory)) {
    for (const name of names) {
      const path = join(directory, name)
      if ((await facts(path).catch(() => undefined))?.kind === 'file') return path
    }
    if (dirname(directory) === directory) return undefined
  }
}

/** A fresh directory (0700) that goes with all it holds on `close`. */
export async function makeTemporaryDirectory(
  prefix = 'middlebox-',
): Promise<{ path: string; close(): Promise<void>; [Symbol.asyncDispose](): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), prefix))
  const close = () => removeTree(path)
  return { path, close, [Symbol.asyncDispose]: close }
}

/** Removes a file or a directory with all it holds; nothing there is fine. */
export function removeTree(path: string): Promise<void> {
  return rm(path, { recursive: true, force: true })
}

/** A file that grows by appended text. */
export type TextSink = { write(text: string): void; close(): Promise<void> }

/** Makes or empties the file at once; rejects when it cannot. `failed` hears the first later error, such as a full disk. */
export async function openTextSink(path: string, failed: (error: Error) => void, mode = 0o600): Promise<TextSink> {
  const file = await open(path, 'w', mode)
  const stream = file.createWriteStream()
  stream.once('error', failed)
  stream.on('error', () => {})
  return {
    write: (text) => void stream.write(text),
    close: () =>
      new Promise((resolve) => {
        if (stream.destroyed) return resolve()
        stream.once('close', resolve)
        stream.end()
      }),
  }
}

/** A file that grows by appended bytes; `done` is called once they are taken, with the error if they cannot be. */
export type ByteSink = { write(bytes: Uint8Array, done: (error?: Error | null) => void): void; close(): Promise<void> }

/** Makes or empties the file at once; rejects when it cannot. */
export async function openByteSink(path: string): Promise<ByteSink> {
  const file = await open(path, 'w')
  const stream = file.createWriteStream()
  stream.on('error', () => {})
  return {
    write: (bytes, done) => void stream.write(bytes, done),
    close: () =>
      new Promise((resolve) => {
        if (stream.closed) return resolve()
        stream.once('close', resolve)
        stream.end()
      }),
  }
}

function isMissing(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code
  return code === 'ENOENT' || code === 'ENOTDIR'
}
