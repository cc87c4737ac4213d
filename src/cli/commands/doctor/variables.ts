/** The variables that decide about proxies and trust, as they are set; what may be a password is not shown. */
import { clients } from '../../../clients/index.ts'
import type { Variables } from '../../../kit/environment.ts'

export type SetVariable = { name: string; value: string }

export function setVariables(env: Variables): SetVariable[] {
  const names = clients.flatMap(({ proxy, exceptions, trust, verification = [] }) => [
    ...proxy.http,
    ...proxy.https,
    ...exceptions.variables,
    ...(exceptions.also ?? []),
    ...trust.map(({ name }) => name),
    ...verification.map(({ name }) => name),
    ...(proxy.needs ? [proxy.needs.name] : []),
  ])
  return [...new Set(names)].flatMap((name) => {
    const value = env[name]
    return value === undefined ? [] : [{ name, value: withoutLogin(value) }]
  })
}

export function withoutLogin(value: string): string {
  return value.replace(/^((?:[a-z][a-z0-9+.-]*:\/\/)?)[^/]*@/i, '$1***@')
}
