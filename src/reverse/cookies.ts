/** The Secure attribute of cookies: taken off for a site that is reached in plain, or put on for one behind TLS. */
import type { Interceptor } from '../model/contract.ts'
import type { CookieOptions } from '../model/route.ts'
import { mapFields } from './map-fields.ts'
import { onResponse } from './response-edit.ts'

/** Undefined when there is nothing to do. */
export function createCookies({ secure }: CookieOptions): Interceptor | undefined {
  if (secure === 'keep') return undefined
  return onResponse('reverse-cookies', 'reverse cookies', (edit) => {
    mapFields(edit, 'set-cookie', (cookie) => (secure === 'add' ? withSecure(cookie) : withoutSecure(cookie)))
  })
}

function withSecure(cookie: string): string {
  return /;\s*secure\s*(;|$)/i.test(cookie) ? cookie : `${cookie}; Secure`
}

/** SameSite=None is refused without Secure: it goes too, and the browser's own default holds. */
function withoutSecure(cookie: string): string {
  const [pair, ...attributes] = cookie.split(';')
  const kept = attributes.filter((attribute) => !/^\s*(secure|samesite\s*=\s*none)\s*$/i.test(attribute))
  return [pair, ...kept].join(';')
}
