/**
 * Which rules can match a request at all. Hosts and URLs are remembered; for the others, texts that a rule's filter needs in
 * the URL or in the head are looked for all at once. So rules about other things cost a look-up and no evaluation.
 */
import { getField } from '../../kit/fields.ts'
import { urlOf } from '../../kit/request-url.ts'
import { TextIndex } from '../../kit/text-index.ts'
import type { Fields, Request } from '../../model/message.ts'
import type { CompiledRule } from './compile-rule.ts'

/** A rule and its place among all. */
type Placed<Rule> = { rule: Rule; place: number }
/** `byHead`: some of them need a text in the head. */
type UrlEntry<Rule> = { rules: readonly Rule[]; placed: readonly Placed<Rule>[]; byHead: boolean }
type HostEntry<Rule> = UrlEntry<Rule> & { byUrl: Map<string, UrlEntry<Rule>> }

/** Hosts and, for each, URLs remembered. Past that the memory begins anew: a crawler must not fill it. */
const maxHosts = 1_000
const maxUrls = 1_000
/** Fewer rules than this are asked directly: that costs no more than making the key. */
const few = 3

export class Candidates<Rule extends CompiledRule> {
  readonly #rules: readonly Placed<Rule>[]
  readonly #byHost = new Map<string, HostEntry<Rule>>()
  readonly #urlTexts: TextIndex
  readonly #headTexts: TextIndex
  readonly #marks: Uint8Array

  constructor(rules: readonly Rule[]) {
    this.#rules = rules.map((rule, place) => ({ rule, place }))
    this.#urlTexts = new TextIndex(rules.map(({ needs }) => needs.url))
    this.#headTexts = new TextIndex(rules.map(({ needs }) => needs.head))
    this.#marks = new Uint8Array(rules.length)
  }

  /** In order. What is left out cannot match, whatever else becomes known. */
  find(request: Request): readonly Rule[] {
    const { head, target } = request
    const key = `${target.host} ${head.authority ?? getField(head.fields, 'host') ?? ''}`
    const host = this.#byHost.get(key) ?? this.#addHost(key, request)
    if (host.rules.length <= few) return host.rules
    const url = urlOf(request)
    const urlKey = `${head.method} ${url}`
    const entry = host.byUrl.get(urlKey) ?? this.#addUrl(host, urlKey, url, request)
    return entry.byHead && entry.rules.length > few ? this.#withTexts(entry, head.fields) : entry.rules
  }

  #addHost(key: string, request: Request): HostEntry<Rule> {
    const subject = { url: urlOf(request), legs: [{ request: request.head }] }
    const entry = entryOf(this.#rules.filter(({ rule }) => rule.byHost(subject) !== false))
    if (this.#byHost.size >= maxHosts) this.#byHost.clear()
    const made = { ...entry, byUrl: new Map<string, UrlEntry<Rule>>() }
    this.#byHost.set(key, made)
    return made
  }

  #addUrl(host: HostEntry<Rule>, key: string, url: string, { head }: Request): UrlEntry<Rule> {
    const marks = this.#marks.fill(0)
    this.#urlTexts.mark(url.toLowerCase(), marks)
    const subject = { method: head.method, url, legs: [{ request: head }] }
    const placed = host.placed.filter(
      ({ rule, place }) => (rule.needs.url === undefined || marks[place] === 1) && rule.byUrl(subject) !== false,
    )
    const entry = entryOf(placed)
    if (host.byUrl.size >= maxUrls) host.byUrl.clear()
    host.byUrl.set(key, entry)
    return entry
  }

  #withTexts({ placed }: UrlEntry<Rule>, fields: Fields): readonly Rule[] {
    const marks = this.#marks.fill(0)
    let lines = ''
    for (let at = 0; at < fields.length; at += 2) lines += `${fields[at]}: ${fields[at + 1]}\r\n`
    this.#headTexts.mark(lines.toLowerCase(), marks)
    const rules: Rule[] = []
    for (const { rule, place } of placed) if (rule.needs.head === undefined || marks[place] === 1) rules.push(rule)
    return rules
  }
}

function entryOf<Rule extends CompiledRule>(placed: readonly Placed<Rule>[]): UrlEntry<Rule> {
  const byHead = placed.some(({ rule }) => rule.needs.head !== undefined)
  return { rules: placed.map(({ rule }) => rule), placed, byHead }
}
