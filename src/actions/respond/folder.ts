/**
 * Answers from a folder: the path of the request names the file, the file's name may say method and status. No path and no
 * link leads out of the folder, and hidden files stay hidden. Changes count at once.
 */
import { join, sep } from 'node:path'
import { Fresh } from '../../kit/fresh.ts'
import { facts, fileVersion, listDirectory, realPath } from '../../kit/files.ts'
import type { Request } from '../../model/message.ts'
import type { Problem } from '../action.ts'
import type { AnswerValues, Answering } from './answer.ts'
import { parseFileName } from './file-name.ts'
import { prepareAnswer } from './one-answer.ts'
import { isTemplateFile, templateFileProblem } from './template.ts'

type Entry = { name: string; stem: string; method?: string; status?: number; answering?: Answering | null }
type Listing = readonly Entry[]

/** Folders remembered. */
const most = 1_000

export function prepareFolder(root: string, { reason, headers }: AnswerValues): Answering {
  const listings = new Map<string, Fresh<Listing>>()
  const listing = (directory: string): Listing | Promise<Listing> => {
    if (fileVersion(directory) === undefined) return []
    let fresh = listings.get(directory)
    if (fresh === undefined) {
      if (listings.size >= most) listings.clear()
      fresh = new Fresh(directory, () => list(root, directory))
      listings.set(directory, fresh)
    }
    return fresh.get()
  }
  const own = { ...(reason !== undefined && { reason }), ...(headers !== undefined && { headers }) }
  const answeringOf = async (directory: string, entry: Entry): Promise<Answering | undefined> => {
    if (entry.answering === undefined) {
      const file = join(directory, entry.name)
      const usable = (await facts(file).catch(() => undefined))?.kind === 'file' && (await isInside(root, file))
      entry.answering = usable
        ? prepareAnswer({ ...own, file, ...(entry.status !== undefined && { status: entry.status }) })
        : null
    }
    return entry.answering ?? undefined
  }
  return async (request, tools) => {
    const segments = segmentsOf(request)
    if (segments === undefined) return undefined
    const places = [
      { directory: join(root, ...segments.slice(0, -1)), name: segments.at(-1)! },
      { directory: join(root, ...segments), name: 'index' },
    ]
    for (const { directory, name } of places) {
      const found = name === '' ? undefined : choose(await listing(directory), name, request.head.method)
      const answering = found && (await answeringOf(directory, found))
      if (answering !== undefined) return answering(request, tools)
    }
    return undefined
  }
}

/** Undefined for a path that no file can have. */
function segmentsOf({ target }: Request): string[] | undefined {
  try {
    const segments = target.path.split(/[?#]/, 1)[0]!.split('/').slice(1).map(decodeURIComponent)
    const good = segments.every((one, at) => (one !== '' || at === segments.length - 1) && !/^\.|[/\\\0]/.test(one))
    return good && segments.length > 0 ? segments : undefined
  } catch {
    return undefined
  }
}

async function list(root: string, directory: string): Promise<Listing> {
  if (!(await isInside(root, directory))) return []
  const names = await listDirectory(directory).catch(() => [])
  return names.filter((name) => !name.startsWith('.')).map((name) => ({ name, ...parseFileName(name) }))
}

function choose(entries: Listing, name: string, method: string): Entry | undefined {
  const read = method === 'GET' || method === 'HEAD'
  return entries.find((entry) => {
    if (entry.method !== undefined) return entry.stem === name && entry.method === method
    return read && (entry.stem === name || (entry.name === name && entry.status === undefined))
  })
}

/** Judged where links really lead. */
async function isInside(root: string, path: string): Promise<boolean> {
  const [real, inside] = await Promise.all([realPath(root), realPath(path)]).catch(() => [undefined, undefined])
  if (real === undefined || inside === undefined) return false
  return inside === real || inside.startsWith(real.endsWith(sep) ? real : real + sep)
}

/** Files looked at when rules are loaded, and how deep. */
const mostFiles = 10_000
const deepest = 20

/** The first template in the folder that is none. */
export async function folderProblem(root: string): Promise<Problem | undefined> {
  let seen = 0
  const visit = async (directory: string, depth: number): Promise<Problem | undefined> => {
    if (depth > deepest) return undefined
    for (const name of await listDirectory(directory).catch(() => [])) {
      if (name.startsWith('.') || ++seen > mostFiles) continue
      const path = join(directory, name)
      const kind = (await facts(path).catch(() => undefined))?.kind
      if (kind === undefined || !(await isInside(root, path))) continue
      const problem =
        kind === 'directory'
          ? await visit(path, depth + 1)
          : isTemplateFile(name)
            ? await templateFileProblem(path)
            : undefined
      if (problem !== undefined) return problem
    }
    return undefined
  }
  return visit(root, 0)
}
