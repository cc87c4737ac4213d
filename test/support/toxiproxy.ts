/** A session whose TCP proxies Toxiproxy's API drives, for tests: the published client, and plain HTTP for what that hides. */
import { Toxiproxy } from 'toxiproxy-node-client'
import { startToxiproxyApi } from '../../src/api/toxiproxy.ts'
import type { TcpProxies } from '../../src/model/tcp-proxy.ts'
import { type TestProxy, startProxy } from './proxy.ts'

export type TestToxiproxy = {
  client: Toxiproxy
  proxies: TcpProxies
  session: TestProxy
  /** One request as it is; a body that is no string is sent as JSON. */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; type: string | null; text: string; json: unknown }>
  [Symbol.asyncDispose](): Promise<void>
}

export async function startToxiproxy(...options: Parameters<typeof startProxy>): Promise<TestToxiproxy> {
  const session = await startProxy(...options)
  const proxies = await session.session.tcpProxies()
  const api = await startToxiproxyApi(0, proxies)
  return {
    client: new Toxiproxy(api.url),
    proxies,
    session,
    async call(method, path, body, headers = {}) {
      const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }
      const response = await fetch(`${api.url}${path}`, { method, headers, ...sent })
      const text = await response.text()
      const type = response.headers.get('content-type')
      return { status: response.status, type, text, json: /json/.test(type ?? '') ? JSON.parse(text) : undefined }
    },
    async [Symbol.asyncDispose]() {
      api.close()
      await session[Symbol.asyncDispose]()
    },
  }
}

export function portOf({ listen }: { listen: string }): number {
  return Number(listen.slice(listen.lastIndexOf(':') + 1))
}
