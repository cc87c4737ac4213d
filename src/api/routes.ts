/** What is asked for by which path: commands by their names, and the shortcuts that a browserless `curl` wants. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { nearest } from '../kit/nearest.ts'
import { ApiError, sendJson } from './errors.ts'
import { streamEvents } from './events.ts'
import type { ApiSource } from './listen.ts'
import { readJson } from './read-json.ts'

/** The paths, for the reference and for whoever asks for another. */
export const paths = [
  ['GET', '/commands', 'the commands with their options'],
  ['POST', '/commands/NAME', 'runs one; its options as a JSON object'],
  [
    'GET',
    '/events',
    'everything that happens from now on: NDJSON, or Server-Sent Events for Accept: text/event-stream',
  ],
  ['GET', '/exchanges', 'the command exchanges; ?filter= and ?last= are its options'],
  ['GET', '/exchanges/ID', 'the command exchange'],
  ['GET', '/paused', 'the command paused'],
] as const

export async function route(request: IncomingMessage, response: ServerResponse, source: ApiSource): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://api')
  const [, first = '', rest] = /^\/([^/]*)(?:\/(.*))?$/.exec(pathname) ?? []
  const name = rest === undefined ? undefined : decoded(rest)
  const { commands } = source
  if (first === 'commands' && name !== undefined) {
    only(request, 'POST')
    const known = commands.list.map((command) => command.name)
    if (!known.includes(name)) throw unknownCommand(name, known)
    return sendJson(response, 200, await commands.run(name, await readJson(request)))
  }
  if (first === 'exchanges' && name !== undefined) {
    only(request, 'GET')
    return sendJson(response, 200, await commands.run('exchange', { exchange: name }))
  }
  if (name !== undefined) throw unknownPath(pathname)
  switch (first) {
    case 'commands':
      only(request, 'GET')
      return sendJson(
        response,
        200,
        commands.list.map(({ name: word, summary, group, options }) => ({ name: word, summary, group, options })),
      )
    case 'exchanges':
      only(request, 'GET')
      return sendJson(response, 200, await commands.run('exchanges', Object.fromEntries(searchParams)))
    case 'paused':
      only(request, 'GET')
      return sendJson(response, 200, await commands.run('paused', {}))
    case 'events':
      only(request, 'GET')
      return streamEvents(request, response, source)
    default:
      throw unknownPath(pathname)
  }
}

function only({ method = '' }: IncomingMessage, wanted: 'GET' | 'POST'): void {
  if (method === wanted) return
  throw new ApiError(405, `Expected ${wanted} here, got ${method}.`, 'GET /commands lists the commands.', wanted)
}

function unknownPath(path: string): ApiError {
  const all = paths.map(([method, one]) => `${method} ${one}`).join(', ')
  return new ApiError(404, `Expected a path of the API, got ${JSON.stringify(path)}.`, `There are ${all}.`)
}

function unknownCommand(name: string, known: readonly string[]): ApiError {
  const meant = nearest(name, known)
  const hint = meant === undefined ? 'GET /commands lists them.' : `Did you mean ${meant}?`
  return new ApiError(404, `Expected the name of a command, got ${JSON.stringify(name)}.`, hint)
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
