/** What one client does for one URL in one environment: through which proxy or direct, why, and what it trusts. */
import type { Variables } from '../kit/environment.ts'
import { isLoopback } from '../kit/ip.ts'
import type { Client, ClientTarget, TrustVariable } from './client.ts'
import { exceptionFor } from './exceptions.ts'
import { firstOf, isOwn, lookUp, told } from './setting.ts'
import type { OwnSettings, Setting } from './setting.ts'

export type ClientChoice = {
  /** `unusable`: it finds a proxy it cannot use, and goes direct or fails, by version. */
  route: 'proxy' | 'direct' | 'unusable'
  because: string
  /** What names the proxy, whether it is used or not. */
  proxy?: Setting
  exception?: { variable: string; entry: string }
  trust?: TrustVariable & { file: string; place?: string; unset?: string }
  /** What makes it accept any certificate. */
  unverified?: Setting
}

export function chooseFor(client: Client, target: ClientTarget, env: Variables, own: OwnSettings = {}): ClientChoice {
  const proxy = firstOf(client.proxy[target.scheme], env, own)
  const trust = trustOf(client, env, own)
  const unverified = unverifiedBy(client, target, env, own)
  const rest = { ...(proxy ? { proxy } : {}), ...(trust ? { trust } : {}), ...(unverified ? { unverified } : {}) }
  if (!proxy) {
    const variables = client.proxy[target.scheme].filter((name) => !isOwn(name))
    const because = variables.length === 0 ? 'it reads no proxy variable' : 'no variable it reads is set'
    return { route: 'direct', because, ...rest }
  }
  if (proxy.value === '') return { route: 'direct', because: `${told(proxy)} says none`, ...rest }

  const direct = reasonToStay(client, target, env, own, proxy)
  if (direct) return { route: 'direct', ...direct, ...rest }

  const problem = unusable(client, proxy)
  if (problem) return { route: 'unusable', because: problem, ...rest }
  return { route: 'proxy', because: proxy.place === undefined ? `${proxy.name} is set` : told(proxy), ...rest }
}

function reasonToStay(
  client: Client,
  target: ClientTarget,
  env: Variables,
  own: OwnSettings,
  proxy: Setting,
): Pick<ClientChoice, 'because' | 'exception'> | undefined {
  const { needs } = client.proxy
  if (needs && !isEnabled(needs, env)) return { because: `${needs.name} is not ${needs.value}` }

  const { loopbackDirect, notFor = [], variables, also = [], dialect } = client.exceptions
  if (loopbackDirect && isLoopback(target.host)) return { because: 'it never proxies loopback' }
  if (notFor.some((name) => lookUp(name, env, own) === proxy || name === proxy.name)) return undefined

  for (const names of [variables, also]) {
    const list = firstOf(names, env, own)
    const entry = list && exceptionFor(dialect, list.value, target)
    if (list && entry !== undefined)
      return { because: `${told(list)} has ${entry}`, exception: { variable: told(list), entry } }
  }
  return undefined
}

function isEnabled(needs: NonNullable<Client['proxy']['needs']>, env: Variables): boolean {
  if (env[needs.name] === needs.value) return true
  const { orFlag } = needs
  return !!orFlag && (env[orFlag.variable] ?? '').split(/\s+/).includes(orFlag.flag)
}

function trustOf(client: Client, env: Variables, own: OwnSettings): ClientChoice['trust'] {
  for (const { name: looked, effect, keystore } of client.trust) {
    const found = lookUp(looked, env, own)
    if (!found?.value) continue
    const { name, value: file, place, unset } = found
    return {
      name,
      effect,
      file,
      ...(keystore && { keystore }),
      ...(place === undefined ? {} : { place }),
      ...(unset === undefined ? {} : { unset }),
    }
  }
  return undefined
}

function unverifiedBy(client: Client, target: ClientTarget, env: Variables, own: OwnSettings): Setting | undefined {
  for (const { name, whateverValue, off } of client.verification ?? []) {
    const empty = whateverValue && env[name] === '' ? { name, value: '' } : undefined
    const found = lookUp(name, env, own) ?? empty
    if (found) return off(found.value, target) ? found : undefined
  }
  return undefined
}

function unusable(client: Client, proxy: Setting): string | undefined {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(proxy.value)?.[1]?.toLowerCase()
  if (scheme === undefined) return client.proxy.bare ? undefined : `${told(proxy)} has no http:// in front`
  if (client.proxy.schemes.includes(scheme)) return undefined
  return `it cannot use the ${scheme}:// proxy in ${told(proxy)}`
}
