/** What one client does for one URL in one environment: through which proxy or direct, why, and what it trusts. */
import type { Variables } from '../kit/environment.ts'
import { isLoopback } from '../kit/ip.ts'
import type { Client, ClientTarget, TrustVariable } from './client.ts'
import { exceptionFor } from './exceptions.ts'

export type Setting = { name: string; value: string }

export type ClientChoice = {
  /** `unusable`: it finds a proxy it cannot use, and goes direct or fails, by version. */
  route: 'proxy' | 'direct' | 'unusable'
  because: string
  /** The variable that names the proxy, whether it is used or not. */
  proxy?: Setting
  exception?: { variable: string; entry: string }
  trust?: TrustVariable & { file: string }
}

export function chooseFor(client: Client, target: ClientTarget, env: Variables): ClientChoice {
  const proxy = firstSet(client.proxy[target.scheme], env)
  const found = trustOf(client, env)
  const rest = { ...(proxy ? { proxy } : {}), ...(found ? { trust: found } : {}) }
  if (client.proxy[target.scheme].length === 0)
    return { route: 'direct', because: 'it reads no proxy variable', ...rest }
  if (!proxy) return { route: 'direct', because: 'no variable it reads is set', ...rest }

  const { needs } = client.proxy
  if (needs && !isEnabled(needs, env))
    return { route: 'direct', because: `${needs.name} is not ${needs.value}`, ...rest }

  if (client.exceptions.loopbackDirect && isLoopback(target.host))
    return { route: 'direct', because: 'it never proxies loopback', ...rest }

  const list = firstSet(client.exceptions.variables, env)
  const entry = list && exceptionFor(client.exceptions.dialect, list.value, target)
  if (list && entry !== undefined) {
    const exception = { variable: list.name, entry }
    return { route: 'direct', because: `${list.name} has ${entry}`, exception, ...rest }
  }

  const problem = unusable(client, proxy)
  if (problem) return { route: 'unusable', because: problem, ...rest }
  return { route: 'proxy', because: `${proxy.name} is set`, ...rest }
}

/** The first variable that is set and not empty. */
export function firstSet(names: readonly string[], env: Variables): Setting | undefined {
  for (const name of names) {
    const value = env[name]
    if (value) return { name, value }
  }
  return undefined
}

function isEnabled(needs: NonNullable<Client['proxy']['needs']>, env: Variables): boolean {
  if (env[needs.name] === needs.value) return true
  const { orFlag } = needs
  return !!orFlag && (env[orFlag.variable] ?? '').split(/\s+/).includes(orFlag.flag)
}

function trustOf(client: Client, env: Variables): ClientChoice['trust'] {
  for (const variable of client.trust) {
    const file = env[variable.name]
    if (file) return { ...variable, file }
  }
  return undefined
}

function unusable(client: Client, proxy: Setting): string | undefined {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(proxy.value)?.[1]?.toLowerCase()
  if (scheme === undefined) return client.proxy.bare ? undefined : `${proxy.name} has no http:// in front`
  if (client.proxy.schemes.includes(scheme)) return undefined
  return `it cannot use the ${scheme}:// proxy in ${proxy.name}`
}
