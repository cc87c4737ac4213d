/** What both ends of a cell say about a message, in words that every version of HTTP shares. */

/** Field lines in order, as written. */
export type Pairs = readonly (readonly [name: string, value: string])[]

/** How the sender said where its body ends. */
export type Framing = 'none' | 'length' | 'chunked' | 'close' | 'frames'

export type SeenHead = {
  /** The request line or status line of HTTP/1; over h2 the pseudo fields as `:name value`, joined with spaces. */
  line: string
  /** 0 for requests. */
  status: number
  fields: Pairs
  /** h2 only. */
  pseudo: Readonly<Record<string, string>>
  framing: Framing
}

/** How a message ended: as its framing says, or broken off. */
export type SeenEnd = {
  how: 'complete' | 'broken'
  body: Buffer
  trailers: Pairs
  /** The code of the RST_STREAM that broke it, or how the connection of HTTP/1 ended. */
  by?: number | 'fin' | 'reset'
}

/** The body of a message to be sent: none, of this length, or of a length that is not said. */
export type Sending = 'none' | 'unknown' | number

/** The values of a field, by lower-case name. */
export function valuesOf(fields: Pairs, name: string): string[] {
  return fields.filter(([other]) => other.toLowerCase() === name).map(([, value]) => value)
}

/** Bytes that show what is lost, doubled or moved: no two blocks are alike. */
export function pattern(length: number): Buffer {
  const bytes = Buffer.alloc(length)
  for (let i = 0; i < length; i++) bytes[i] = (i ^ (i >> 8) ^ ((i >> 16) * 31)) & 0xff
  return bytes
}

export function toPairs(raw: readonly string[]): [string, string][] {
  const pairs: [string, string][] = []
  for (let i = 0; i < raw.length; i += 2) pairs.push([raw[i]!, raw[i + 1]!])
  return pairs
}
