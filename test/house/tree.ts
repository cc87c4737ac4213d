/** The files of the project, as the house tests read them. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** Path from the project's root, with forward slashes, and content. */
export type File = { path: string; text: string }

const notOurs = /^(node_modules|coverage|dist|dist\..*|\.git)$/

/** All files below a folder that was not made by a tool; none if there is no such folder. */
export function listFiles(folder: string, pattern = /(?:)/): string[] {
  const walk = (path: string): string[] =>
    readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
      if (notOurs.test(entry.name)) return []
      const child = join(path, entry.name)
      return entry.isDirectory() ? walk(child) : entry.isFile() ? [relative(root, child).split(sep).join('/')] : []
    })
  try {
    return walk(join(root, folder))
      .filter((path) => pattern.test(path))
      .sort()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

export function read(path: string): File {
  return { path, text: readFileSync(join(root, path), 'utf8') }
}

export function readAll(folder: string, pattern = /\.tsx?$/): File[] {
  return listFiles(folder, pattern).map(read)
}
