/** What views make and the screen prints: lines of text in named styles. The theme alone knows colours. */

/** What a piece of text is, not how it looks. */
export type NamedStyle =
  | 'plain'
  | 'dim'
  | 'bold'
  | 'accent'
  | 'ok'
  | 'redirect'
  | 'clientError'
  | 'serverError'
  | 'injected'
  | 'added'
  | 'removed'
  | 'changed'
  | 'name'
  | 'string'
  | 'number'
  | 'keyword'
  | 'comment'
  | 'match'
  | 'key'
  | 'warning'

/** A cell of a picture: colours of the upper and the lower half, for the text `▀`. */
export type PixelStyle = `#${string}/#${string}`

export type Style = NamedStyle | PixelStyle

/** A piece of a line; without a style it is plain. Control sequences are taken out before text gets here. */
export type Span = readonly [text: string, style?: Style]

/** One row of the screen. Whoever prints it cuts and pads it to the width. */
export type Line = readonly Span[]
