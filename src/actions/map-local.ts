/** `map_local`: answers come from a file or a folder (mitmproxy's map_local), which no URL can lead out of. */
import { join, sep } from 'node:path'
import { textBody, BytesBody } from '../kit/body.ts'
import { contentTypeOf } from '../kit/content-type.ts'
import { facts, readBytes, realPath } from '../kit/files.ts'
import { urlOf } from '../kit/request-url.ts'
import type { Verdict } from '../model/verdict.ts'
import { defineAction } from './action.ts'
import { checkLength } from './rewrite/replace-text.ts'

export const mapLocal = defineAction<{ url: string; path: string }>({
  name: 'map_local',
  summary: 'answers with a file, or with one below a folder',
  example: "{ url: '^https://cdn\\.test/static/', path: ./public }",
  attributes: {
    url: {
      kind: 'pattern',
      required: true,
      summary:
        'a regular expression on the URL; below a folder, its first group or else what follows the match names the file',
    },
    path: { kind: 'path', must: 'file or directory', required: true, summary: 'the file or the folder' },
  },
  latest: () => 'request',
  explain: ({ url, path }) => `answer from ${path} where the URL matches /${url}/`,
  prepare({ url, path }) {
    const pattern = new RegExp(url)
    return {
      async answer(request, tools) {
        const asked = urlOf(request)
        try {
          checkLength(asked, url, tools)
        } catch (error) {
          tools.warn(`a URL is not looked at: ${(error as Error).message}`)
          return undefined
        }
        const match = pattern.exec(asked)
        if (match === null) return undefined
        const file = await findFile(path, match, asked)
        const bytes = file === undefined ? undefined : await readBytes(file).catch(() => undefined)
        if (file !== undefined && bytes !== undefined) return found(file, bytes)
        // Another map_local may have it; if none has, the upstream is not asked either.
        tools.otherwise(notFound)
        return undefined
      },
    }
  },
})

/** The file for a match; undefined when there is none within `path`. */
async function findFile(path: string, match: RegExpExecArray, url: string): Promise<string | undefined> {
  const kind = (await facts(path).catch(() => undefined))?.kind
  if (kind === 'file') return path
  if (kind !== 'directory') return undefined
  for (const candidate of candidates(match, url)) {
    const file = join(path, candidate)
    if ((await facts(file).catch(() => undefined))?.kind === 'file' && (await isInside(path, file))) return file
  }
  return undefined
}

/** mitmproxy's order: as asked for, its index.html, then the same in a spelling that any file system takes. */
function candidates(match: RegExpExecArray, url: string): string[] {
  const rest = match[1] ?? url.slice(match.index + match[0].length)
  const plain = decoded(rest.split(/[?#]/, 1)[0]!).replace(/^\/+/, '')
  if (plain.includes('\0')) return []
  const safe = plain.replaceAll(/[^0-9a-zA-Z\-_.=(),/]/g, '_')
  const spellings = safe === plain ? [plain] : [plain, safe]
  return spellings.flatMap((one) => [one, join(one, 'index.html')])
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

/** Judged where links really lead: neither `..` nor a symbolic link gets out. */
async function isInside(folder: string, file: string): Promise<boolean> {
  const [real, inside] = await Promise.all([realPath(folder), realPath(file)])
  return real !== undefined && inside !== undefined && inside.startsWith(real.endsWith(sep) ? real : real + sep)
}

function found(file: string, bytes: Uint8Array): Verdict {
  const fields = ['Content-Type', contentTypeOf(file), 'Content-Length', String(bytes.length)]
  return {
    kind: 'respond',
    head: { status: 200, reason: 'OK', version: '1.1', fields },
    body: new BytesBody(bytes),
    from: 'mock',
    patches: [],
  }
}

function notFound(): Verdict {
  const body = textBody('middlebox: no file for this URL\n')
  const fields = ['Content-Type', 'text/plain; charset=utf-8', 'Content-Length', String(body.length)]
  return {
    kind: 'respond',
    head: { status: 404, reason: 'Not Found', version: '1.1', fields },
    body,
    from: 'mock',
    patches: [],
  }
}
