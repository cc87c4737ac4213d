/** An HTTPie command (httpie.io/docs/cli) that sends the same request. */
import { Buffer } from 'node:buffer'
import { quote } from '../kit/shell-word.ts'
import { sameName } from '../kit/fields.ts'
import type { Redactor } from '../kit/redact.ts'
import type { Exchange } from '../model/exchange.ts'
import { quoteText } from './shell-quote.ts'
import { type Exported, portableRequest, textOfBytes } from './portable.ts'
import { quoteBytes } from './shell-quote.ts'

/** Fields that HTTPie adds unless they are unset. */
const added = ['User-Agent', 'Accept', 'Accept-Encoding']

export function asHttpie(exchange: Exchange, redactor?: Redactor): Exported {
  const { method, url, fields, body, notes } = portableRequest(exchange, redactor)
  const text = body === undefined ? undefined : textOfBytes(body)
  const has = (name: string) => fields.some(([one]) => sameName(one, name))
  const unset = [...added, ...(body === undefined ? [] : ['Content-Type'])].filter((name) => !has(name))
  const words = [
    ...fields.map(([name, value]) => quoteBytes(item(name, value))),
    ...unset.map((name) => `${name}:`),
    ...(text === undefined ? [] : [`--raw ${quoteText(text)}`]),
  ]
  const pipe = body !== undefined && text === undefined
  const before = pipe ? `printf %s '${Buffer.from(body).toString('base64')}' | base64 -d | ` : ''
  // Without --ignore-stdin it would wait for a body where there is no terminal.
  const command = `${before}http${pipe ? '' : ' --ignore-stdin'} ${quote(method)} ${quote(url)}`
  return { text: [command, ...words].join(' \\\n  '), notes }
}

/** `Name:value`; behind the colon `=` and `@` would be other separators. */
function item(name: string, value: string): string {
  if (value === '') return `${name};`
  return `${name}:${value.replace(/^[=@]/, '\\$&')}`
}
