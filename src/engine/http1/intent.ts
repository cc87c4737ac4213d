/** What a request's Connection field asks for. */
import type { HttpVersion } from '../../model/message.ts'
import { type Facts, hasConnectionOption } from './facts.ts'

/** RFC 9112 §9.3: 1.1 persists unless told otherwise, 1.0 only when asked. */
export function wantsKeepAlive(version: HttpVersion, facts: Facts): boolean {
  return version === '1.1'
    ? facts.connection === '' || !hasConnectionOption(facts, 'close')
    : hasConnectionOption(facts, 'keep-alive')
}

/** A request to switch protocols that is worth relaying; h2c is not: no hop behind us was asked for it (RFC 9110 §7.8). */
export function isUpgrade(facts: Facts): boolean {
  return facts.upgrade !== '' && !/^h2c\b/i.test(facts.upgrade) && hasConnectionOption(facts, 'upgrade')
}
