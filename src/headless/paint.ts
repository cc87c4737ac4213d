/** Colours of the readable lines, or none. All of the sixteen, so that the terminal's own theme decides how they look. */
import { styleText } from 'node:util'

type Format = Parameters<typeof styleText>[0]

/** Puts a style around a text. */
export type Paint = (format: Format, text: string) => string

export function createPaint(color: boolean): Paint {
  return color
    ? (format, text) => (text === '' ? '' : styleText(format, text, { validateStream: false }))
    : (_format, text) => text
}

/** The colour of a status: good, elsewhere, the client's fault, the server's fault, none. */
export function statusColor(status: number | null): 'green' | 'cyan' | 'yellow' | 'red' | 'dim' {
  if (status === null || status >= 500) return 'red'
  if (status >= 400) return 'yellow'
  if (status >= 300) return 'cyan'
  return status >= 200 ? 'green' : 'dim'
}
