/** `route`: the request goes to another server, which sees it as the client wrote it. */
import { parseUrl, withServer, withUrl } from '../kit/request-url.ts'
import { defineAction } from './action.ts'

export const route = defineAction<{ to: string; keep_host?: boolean }>({
  name: 'route',
  summary: 'sends the request to another server',
  example: 'http://localhost:4000',
  attributes: {
    to: {
      kind: 'url',
      bare: true,
      required: true,
      summary: 'the server: http://host:port, https://host:port or host:port',
    },
    keep_host: { kind: 'boolean', summary: 'false = Host names the new server; true when not given' },
  },
  latest: () => 'request',
  check({ to }) {
    const path = parseUrl(to)?.path
    return path === '/' || path === undefined
      ? undefined
      : `Expected a server without a path, got ${JSON.stringify(path)} (map_remote changes paths)`
  },
  explain: ({ to, keep_host = true }) => `send the request to ${to}${keep_host ? '' : ', as its Host too'}`,
  prepare({ to, keep_host = true }) {
    const { scheme, host, port } = parseUrl(to)!
    return {
      request: (request, { cause }) =>
        keep_host
          ? withServer(request, { scheme, host, port }, cause)
          : withUrl(request, { scheme, host, port, path: request.target.path }, cause),
    }
  },
})
