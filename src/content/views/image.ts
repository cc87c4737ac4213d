/** Images: what they say of themselves, and a preview in half blocks. */
import { readableBytes } from '../../kit/readable.ts'
import type { ContentDocument, ContentRow, ContentType, OpenOptions, SearchSlice, View } from '../document.ts'
import { type ImageFacts, imageFacts } from '../image/facts.ts'
import { halfBlocks } from '../image/half-blocks.ts'
import { type Pixels, whyNone } from '../image/pixels.ts'
import { previewOf } from '../image/preview.ts'
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
  const rows = factRows(facts, bytes.length)
  const why = whyNone(facts)
  if (why !== undefined) return new ImageDocument([...cutNote(cut), why], rows)
  return new ImageDocument(cutNote(cut), rows, () => previewOf(bytes, facts))
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

const onItsWay: ContentRow = [['a preview is being made …', 'dim']]

/** What the image says of itself at once, and below it the preview when it is there: that is begun when somebody looks. */
class ImageDocument implements ContentDocument {
  readonly later: Promise<void> | undefined
  #notes: readonly string[]
  readonly #facts: readonly ContentRow[]
  #pixels: Pixels | undefined
  #width = 0
  #all: readonly ContentRow[]
  #begin: () => void = () => {}

  constructor(notes: readonly string[], facts: readonly ContentRow[], preview?: () => Promise<Pixels | string>) {
    this.#notes = notes
    this.#facts = facts
    this.#all = preview === undefined ? facts : [...facts, [], onItsWay]
    if (preview === undefined) return
    const { promise, resolve } = Promise.withResolvers<void>()
    this.later = promise
    this.#begin = () => {
      this.#begin = () => {}
      void preview().then((pixels) => {
        if (typeof pixels === 'string') this.#notes = [...this.#notes, pixels]
        else {
          this.#pixels = pixels
          if (pixels.cut !== undefined) this.#notes = [...this.#notes, pixels.cut]
        }
        this.#all = this.#facts
        const width = this.#width
        this.#width = 0
        this.#layOut(width)
        resolve()
      })
    }
  }

  get notes(): readonly string[] {
    return this.#notes
  }

  get rowCount(): number {
    return this.#all.length
  }

  rows(from: number, count: number, width: number): readonly ContentRow[] {
    this.#begin()
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
    if (width === this.#width) return
    this.#width = width
    if (this.#pixels !== undefined) this.#all = [...this.#facts, [], ...halfBlocks(this.#pixels, width)]
  }
}
