/** Putting files in place when several processes may try at once: the first one wins, whole, and the others see it. */
import { copyFile, constants, link, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

export type NewFile = { path: string; data: string | Uint8Array; mode: number }

let count = 0

/**
 * Writes files that must not be there yet, each whole or not at all. False as soon as one is there already; the first
 * decides between rivals. All are on disk before the first gets its name, so between two names lie microseconds.
 */
export async function placeNew(files: readonly NewFile[]): Promise<boolean> {
  const drafts = files.map(({ path }) => join(dirname(path), `.${basename(path)}.new-${process.pid}-${++count}`))
  try {
    for (const [index, { data, mode }] of files.entries())
      await writeFile(drafts[index]!, data, { flag: 'wx', mode, flush: true })
    for (const [index, { path }] of files.entries()) if (!(await nameNew(drafts[index]!, path))) return false
    return true
  } finally {
    await Promise.all(drafts.map((draft) => rm(draft, { force: true })))
  }
}

/** A hard link is the one step that both fails on an existing name and shows only complete content (POSIX link(2)). */
async function nameNew(draft: string, path: string): Promise<boolean> {
  try {
    // File systems without hard links (FAT, some container mounts): exclusive still, but not in one step.
    await link(draft, path).catch((error: unknown) => {
      if (codeOf(error) === 'EEXIST') throw error
      return copyFile(draft, path, constants.COPYFILE_EXCL)
    })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/** Moves a file within its file system; false when there is none. */
export async function moveIfThere(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to)
    return true
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false
    throw error
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code
}
