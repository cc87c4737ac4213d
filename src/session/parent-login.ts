/**
 * The login for the parent proxy is of no use to anybody who reads what happened, and of much to who should not have it:
 * it is hidden before the store sees it, so that no face and no file can show it.
 */
import type { ProxyEvent } from '../model/event.ts'
import type { Patch } from '../model/hop.ts'

const hidden = '{{secret:parent-login}}'

/** The event as the store may know it. Only requests that go through a parent in plain carry the login in their head. */
export function hideParentLogin(event: ProxyEvent): ProxyEvent {
  if (event.type !== 'upstream' || event.upstream.via === undefined || !event.patches.some(isLogin)) return event
  return { ...event, patches: event.patches.map((patch) => (isLogin(patch) ? hide(patch) : patch)) }
}

/** Added by ourselves: what a client sent for the parent is its own, and shown like the rest of its head. */
function isLogin({ op, name, cause }: Patch): boolean {
  return op === 'add' && cause === 'route' && name.toLowerCase() === 'proxy-authorization'
}

function hide(patch: Patch): Patch {
  return { ...patch, value: (patch.value ?? '').replace(/^(\S+ )?.*$/s, `$1${hidden}`) }
}
