/**
 * Which rules can match a request at all, remembered by host and by URL: rules about other hosts and paths cost a look-up
 * and no evaluation.
 */
import { getField } from '../../kit/fields.ts'
import { urlOf } from '../../kit/request-url.ts'
import type { Request } from '../../model/message.ts'
import type { CompiledRule } from './compile-rule.ts'

type HostEntry<Rule> = { rules: readonly Rule[]; byUrl: Map<string, readonly Rule[]> }

/** Hosts and, for each, URLs remembered. Past that the memory begins anew: a crawler must not fill it. */
const maxHosts = 1_000
const maxUrls = 1_000
/** Fewer rules than this are asked directly: that costs no more than making the key. */
const few = 3

export class Candidates<Rule extends CompiledRule> {
  readonly #rules: readonly Rule[]
  readonly #byHost = new Map<string, HostEntry<Rule>>()

  constructor(rules: readonly Rule[]) {
    this.#rules = rules
  }

  /** In order. What is left out cannot match, whatever else becomes known. */
  find(request: Request): readonly Rule[] {
    const { head, target } = request
    const key = `${target.host} ${head.authority ?? getField(head.fields, 'host') ?? ''}`
    const entry = this.#byHost.get(key) ?? this.#addHost(key, request)
    if (entry.rules.length <= few) return entry.rules
    const url = urlOf(request)
    const urlKey = `${head.method} ${url}`
    const known = entry.byUrl.get(urlKey)
    if (known !== undefined) return known
    const subject = { method: head.method, url, legs: [{ request: head }] }
    const rules = entry.rules.filter((rule) => rule.byUrl(subject) !== false)
    if (entry.byUrl.size >= maxUrls) entry.byUrl.clear()
    entry.byUrl.set(urlKey, rules)
    return rules
  }

  #addHost(key: string, request: Request): HostEntry<Rule> {
    const subject = { url: urlOf(request), legs: [{ request: request.head }] }
    const entry = { rules: this.#rules.filter((rule) => rule.byHost(subject) !== false), byUrl: new Map() }
    if (this.#byHost.size >= maxHosts) this.#byHost.clear()
    this.#byHost.set(key, entry)
    return entry
  }
}
