/** The media type of a file, by its extension. */
import { lookup } from 'mrmime'

/** Text is taken to be UTF-8; what is not known is bytes. */
export function contentTypeOf(path: string): string {
  const type = lookup(path) ?? 'application/octet-stream'
  return /^text\/|javascript$/.test(type) ? `${type}; charset=utf-8` : type
}
