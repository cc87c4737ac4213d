/**
 * What a body looks like to people, as rows made when they are asked for: a body of 50 MB costs what the visible rows need.
 * A view opens bytes as a document; the document never throws, whatever the bytes are.
 */

/** What a piece of text is, not how it looks. */
export type Kind =
  | 'plain'
  | 'dim'
  | 'bold'
  | 'name'
  | 'key'
  | 'string'
  | 'number'
  | 'keyword'
  | 'comment'
  | 'added'
  | 'removed'
  | 'changed'
  | 'warning'
  /** A cell of an image: colours of the upper and the lower half, for the text `▀`. */
  | `#${string}/#${string}`

/** A piece of a row, free of control sequences; without a kind it is plain. */
export type ContentSpan = readonly [text: string, kind?: Kind]

export type ContentRow = readonly ContentSpan[]

/** A match: columns are characters (UTF-16) of the row's text. A match that is wrapped is named where it begins. */
export type Hit = { row: number; from: number; to: number }

export type SearchSlice = {
  hits: readonly Hit[]
  /** Where the next slice begins; absent when the end was reached. */
  next?: number
}

export interface ContentDocument {
  /** What a reader should know before the rows: that the body is cut, that it is not what its type says. One line each. */
  readonly notes: readonly string[]
  /** Rows in the width last asked for; `atLeast` until the end has been seen. */
  readonly rowCount: number | { readonly atLeast: number }
  /**
   * Rows wrapped at `width` columns. Fewer than `count` at the end, and where the way there is long: then `advance` until
   * `rowCount` says that they are known.
   */
  rows(from: number, count: number, width: number): readonly ContentRow[]
  /** Some milliseconds of work on learning how many rows there are. False when that is known. */
  advance(): boolean
  /** Matches from a row on, in slices of some milliseconds. An expression is searched with its own flags. */
  search(pattern: RegExp, fromRow: number): SearchSlice
  /** Resolves when what was still on its way has come, and rows and notes are others. Absent when all is there. */
  readonly later?: Promise<void> | undefined
  /** Folds or unfolds what begins in the row; false when nothing does. Absent where nothing can be folded. */
  fold?(row: number): boolean
}

export type ContentType = {
  /** Media type in small letters, without parameters; '' when not known. */
  mime: string
  /** Parameters of the media type, names in small letters: charset, boundary. */
  parameters: Readonly<Record<string, string>>
  /** What else the message says, where a view needs it. */
  path?: string
  /** `grpc-encoding`. */
  coding?: string
}

export type OpenOptions = {
  type: ContentType
  /** More was sent than is here. */
  cut: boolean
}

export interface View {
  /** As typed by users; one word. */
  readonly name: string
  readonly label: string
  /** How sure it is that this is its content, 0 to 1; looks at the first kilobytes at most. */
  fits(type: ContentType, bytes: Uint8Array): number
  /** Loads what it needs and begins; never rejects for what the bytes are. */
  open(bytes: Uint8Array, options: OpenOptions): Promise<ContentDocument>
}
