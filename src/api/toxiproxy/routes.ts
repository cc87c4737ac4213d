/** Toxiproxy's paths and methods, and what each calls. */
import type { TcpProxies } from '../../model/tcp-proxy.ts'
import type { Call } from './call.ts'
import { metrics } from './metrics.ts'
import { createProxy, deleteProxy, listProxies, populate, reset, showProxy, updateProxy } from './proxies.ts'
import { type Reply, Refusal, refused, text } from './reply.ts'
import { createToxic, deleteToxic, listToxics, showToxic, updateToxic } from './toxics.ts'

/** The Toxiproxy whose API this is: clients ask, and do without what older ones had not. */
const version = '2.12.0'

type Run = (call: Call) => Reply | Promise<Reply>

const routes: Readonly<Record<string, Readonly<Record<string, Run>>>> = {
  '/proxies': { GET: listProxies, POST: createProxy },
  '/proxies/*': { GET: showProxy, POST: updateProxy, PATCH: updateProxy, DELETE: deleteProxy },
  '/proxies/*/toxics': { GET: listToxics, POST: createToxic },
  '/proxies/*/toxics/*': { GET: showToxic, POST: updateToxic, PATCH: updateToxic, DELETE: deleteToxic },
  '/populate': { POST: populate },
  '/reset': { POST: reset },
  '/version': { GET: () => text(`{"version": "${version}"}\n`, 200, 'application/json;charset=utf-8') },
  '/metrics': { GET: metrics },
}

/** `target` is the request's, query and all. Every failure is an answer. */
export async function answer(proxies: TcpProxies, method: string, target: string, body: string): Promise<Reply> {
  const [, root = '', proxy, toxics, toxic, ...more] = target.split('?', 1)[0]!.split('/')
  const path = [`/${root}`, proxy && '*', toxics, toxic && '*', ...more].filter((part) => part !== undefined).join('/')
  const methods = Object.hasOwn(routes, path) ? routes[path]! : undefined
  if (methods === undefined) return text('404 page not found\n', 404)
  const run = Object.hasOwn(methods, method) ? methods[method]! : undefined
  if (run === undefined) return { status: 405, body: '' }
  try {
    return await run({ proxies, body, proxy: decoded(proxy), toxic: decoded(toxic) })
  } catch (error) {
    const refusal = error instanceof Refusal ? error : new Refusal(500, String(error))
    return refused(refusal)
  }
}

function decoded(segment = ''): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    // Clients differ in what they encode; a name may hold a bare percent sign.
    return segment
  }
}
