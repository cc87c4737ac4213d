/** Media types: what a message has, and which of several a client would rather have (RFC 9110 §12.5.1). */

/** In small letters and without parameters. */
export function bareType(value: string): string {
  return value.split(';', 1)[0]!.trim().toLowerCase()
}

export function isJsonType(type: string): boolean {
  return /^application\/json$|\+json$/.test(bareType(type))
}

export function isXmlType(type: string): boolean {
  return /^(?:application|text)\/xml$|\+xml$/.test(bareType(type))
}

/** Whether a type, maybe with wildcards, takes another. */
export function covers(range: string, type: string): boolean {
  const [main, sub] = range.split('/')
  const [ownMain, ownSub] = type.split('/')
  return main === '*' || (main === ownMain && (sub === '*' || sub === ownSub))
}

/** The key of those offered that the client prefers; without wishes JSON, then the first. Undefined when it takes none. */
export function chooseType(offered: readonly string[], accept: string | undefined): string | undefined {
  const ordered = offered.toSorted((a, b) => Number(isJsonType(b)) - Number(isJsonType(a)))
  if (accept === undefined || accept.trim() === '') return ordered[0]
  const ranges = accept.split(',').map((part) => {
    const quality = /;\s*q=([\d.]+)/.exec(part)?.[1]
    return { range: bareType(part), quality: quality === undefined ? 1 : Number(quality) }
  })
  let best: { type: string; quality: number } | undefined
  for (const type of ordered) {
    const fitting = ranges.filter(({ range }) => covers(range, bareType(type)))
    // The most exact range speaks for the type.
    const [exact] = fitting.toSorted((a, b) => stars(a.range) - stars(b.range))
    const quality = exact?.quality ?? 0
    if (quality > 0 && (best === undefined || quality > best.quality)) best = { type, quality }
  }
  return best?.type
}

function stars(range: string): number {
  return range.split('*').length - 1
}
