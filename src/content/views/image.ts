/** Images: what they say of themselves, and a preview in half blocks. */
import { readableBytes } from '../../kit/readable.ts'
import type { ContentDocument, ContentRow, ContentType, OpenOptions, SearchSlice, View } from '../document.ts'
import { type ImageFacts, imageFacts } from '../image/facts.ts'
import { halfBlocks } from '../image/half-blocks.ts'
import { decodePixels, type Pixels } from '../image/pixels.ts'
import { searchRows } from '../search-rows.ts'
import { cutNote } from '../notes.ts'
import { openHex } from './hex.ts'

export const image: View = {
  name: 'image',
  label: 'Image',
  fits({ mime }: ContentType, bytes: Uint8Array): number {
    if (imageFacts(bytes) === undefined) return 0
    return mime.startsWith('image/') ? 0.95 : mime === '' || mime === 'application/octet-stream' ? 0.7 : 0.2
  },
  open: openImage,
}

async function openImage(bytes: Uint8Array, { cut }: OpenOptions): Promise<ContentDocument> {
  const facts = imageFacts(bytes)
  if (facts === undefined) return openHex(bytes, [...cutNote(cut), 'no image that is known: shown in hexadecimal'])
  const pixels = await decodePixels(bytes, facts)
  const notes = typeof pixels === 'string' ? [...cutNote(cut), pixels] : cutNote(cut)
  return new ImageDocument(notes, factRows(facts, bytes.length), typeof pixels === 'string' ? undefined : pixels)
}

function factRows({ format, width, height, details }: ImageFacts, size: number): ContentRow[] {
  const rows: ContentRow[] = [
    [
      ['format ', 'dim'],
      [format, 'name'],
      [` ${readableBytes(size)}`, 'dim'],
    ],
  ]
  if (width !== undefined && height !== undefined)
    rows.push([
      ['size   ', 'dim'],
      [`${width} × ${height}`, 'number'],
      [' pixels', 'dim'],
    ])
  if (details.length > 0) rows.push([['colour ', 'dim'], [details.join(', ')]])
  return rows
}

class ImageDocument implements ContentDocument {
  readonly notes: readonly string[]
  readonly #facts: readonly ContentRow[]
  readonly #pixels: Pixels | undefined
  #width = 0
  #all: readonly ContentRow[]

  constructor(notes: readonly string[], facts: readonly ContentRow[], pixels: Pixels | undefined) {
    this.notes = notes
    this.#facts = facts
    this.#pixels = pixels
    this.#all = facts
    this.#layOut(100)
  }

  get rowCount(): number {
    return this.#all.length
  }

  rows(from: number, count: number, width: number): readonly ContentRow[] {
    this.#layOut(Math.max(1, width))
    return this.#all.slice(from, from + count)
  }

  advance(): boolean {
    return false
  }

  search(pattern: RegExp, fromRow: number): SearchSlice {
    return { hits: searchRows(this.#facts, pattern, fromRow) }
  }

  #layOut(width: number): void {
    if (this.#pixels === undefined || width === this.#width) return
    this.#width = width
    this.#all = [...this.#facts, [], ...halfBlocks(this.#pixels, width)]
  }
}
