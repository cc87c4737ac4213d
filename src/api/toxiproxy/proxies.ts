/** Toxiproxy's calls about proxies: list, create, show, update, delete, populate, reset. */
import { MiddleboxError } from '../../model/errors.ts'
import type { TcpProxies, TcpProxy, TcpProxyPlace } from '../../model/tcp-proxy.ts'
import { type Call, named, shownProxy } from './call.ts'
import { type Fields, readList, readObject, textField, truthField } from './fields.ts'
import { type Reply, Refusal, badBody, json, missingField, nothing } from './reply.ts'

export function listProxies({ proxies }: Call): Reply {
  const byName = [...proxies.all.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return json(Object.fromEntries(byName.map((proxy) => [proxy.name, shownProxy(proxy)])))
}

export async function createProxy({ proxies, body }: Call): Promise<Reply> {
  const { name, ...place } = readProxy(readObject(body))
  if (proxies.all.has(name)) throw new Refusal(409, 'proxy already exists')
  return json(shownProxy(await placed(() => proxies.create(name, place))), 201)
}

export function showProxy(call: Call): Reply {
  return json(shownProxy(named(call)))
}

export async function updateProxy(call: Call): Promise<Reply> {
  const proxy = named(call)
  const fields = readObject(call.body)
  const place: TcpProxyPlace = {
    listen: textField(fields, 'listen') ?? proxy.listen,
    upstream: textField(fields, 'upstream') ?? proxy.upstream,
    enabled: truthField(fields, 'enabled') ?? proxy.enabled,
  }
  await placed(() => proxy.change(place))
  return json(shownProxy(proxy))
}

export function deleteProxy(call: Call): Reply {
  call.proxies.remove(named(call).name)
  return nothing
}

/** One that is there already stays as it is, toxics and all; one that leads elsewhere is replaced. */
export async function populate({ proxies, body }: Call): Promise<Reply> {
  const done: TcpProxy[] = []
  try {
    const wanted = readList(body).map((fields, index) => readProxy(fields, ` at proxy ${index + 1}`))
    const twice = wanted.find(({ name }, index) => wanted.findIndex((one) => one.name === name) < index)
    if (twice !== undefined) throw badBody(`Expected each name once, got ${JSON.stringify(twice.name)} twice`)
    for (const { name, ...place } of wanted) done.push(await placed(() => createOrReplace(proxies, name, place)))
    return json({ proxies: done.map(shownProxy) }, 201)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return json({ ...error.fields, proxies: done.map(shownProxy) }, error.status)
  }
}

async function createOrReplace(proxies: TcpProxies, name: string, place: TcpProxyPlace): Promise<TcpProxy> {
  const before = proxies.all.get(name)
  if (before?.isAt(place)) return before
  await before?.change({ enabled: false })
  return proxies.create(name, place)
}

/** Enables all proxies and takes all toxics out. */
export async function reset({ proxies }: Call): Promise<Reply> {
  for (const proxy of proxies.all.values()) {
    await placed(() => proxy.change({ enabled: true }))
    for (const { name } of proxy.toxics) proxy.remove(name)
  }
  return nothing
}

function readProxy(fields: Fields, where = ''): TcpProxyPlace & { name: string } {
  const name = textField(fields, 'name') ?? ''
  const upstream = textField(fields, 'upstream') ?? ''
  if (name === '') throw missingField(`name${where}`)
  if (upstream === '') throw missingField(`upstream${where}`)
  return { name, upstream, listen: textField(fields, 'listen') ?? '', enabled: truthField(fields, 'enabled') ?? true }
}

/** A place that cannot be read is the client's mistake; one that cannot be had is answered 500 (as in Toxiproxy). */
async function placed<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof MiddleboxError)) throw error
    throw error.code === 'config_invalid' ? badBody(error.message) : new Refusal(500, error.message)
  }
}
