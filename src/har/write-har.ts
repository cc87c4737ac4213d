/** A HAR file from exchanges: one entry a line, so that it can be read by line tools, appended to and compared. */
import type { Exchange } from '../model/exchange.ts'
import type { HarAbout } from './shape.ts'
import { isWorthWriting, type WriteOptions, writeEntry } from './write-entry.ts'

/** What stands before, between and after the entries. */
export function harFrame({ version, seed }: HarAbout): { head: string; separator: string; tail: string } {
  const creator = JSON.stringify({ name: 'middlebox', version })
  const own = seed === undefined ? '' : `"_middlebox":${JSON.stringify({ seed })},\n`
  return {
    head: `{"log":{"version":"1.2",\n"creator":${creator},\n${own}"entries":[\n`,
    separator: ',\n',
    tail: '\n]}}\n',
  }
}

/** One line; undefined for what has no place in a HAR file. */
export function harLine(exchange: Exchange, options: WriteOptions): string | undefined {
  return isWorthWriting(exchange) ? JSON.stringify(writeEntry(exchange, options)) : undefined
}

/** The whole file, entries by when they began. */
export function writeHar(exchanges: readonly Exchange[], about: HarAbout, options: WriteOptions): string {
  const { head, separator, tail } = harFrame(about)
  const lines = exchanges
    .toSorted((a, b) => a.startedAt - b.startedAt)
    .flatMap((exchange) => harLine(exchange, options) ?? [])
  return head + lines.join(separator) + tail
}
