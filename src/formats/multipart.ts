/** curl's `-F name=content` as a multipart/form-data body (RFC 7578): texts, `@file` uploads, `<file` contents. */
import { readByteText } from './curl-doors.ts'
import type { CurlDoors } from './curl-doors.ts'
import type { CurlOption } from './curl-options.ts'
import { mistake, shown } from './request-parts.ts'

/** @throws MiddleboxError usage, and what `read` throws */
export async function multipart(
  forms: readonly CurlOption[],
  where: string,
  doors: CurlDoors,
): Promise<{ bytes: string; contentType: string }> {
  const boundary = doors.boundary()
  let bytes = ''
  for (const form of forms) bytes += `--${boundary}\r\n${await partOf(form, where, doors)}\r\n`
  return { bytes: `${bytes}--${boundary}--\r\n`, contentType: `multipart/form-data; boundary=${boundary}` }
}

async function partOf({ name: option, spelling, value }: CurlOption, where: string, doors: CurlDoors): Promise<string> {
  const equals = value.indexOf('=')
  if (equals < 1) throw mistake(where, `name=content after ${spelling}`, shown(value))
  const head = `Content-Disposition: form-data; name="${quoted(value.slice(0, equals))}"`
  const content = value.slice(equals + 1)
  if (option === 'form-string') return `${head}\r\n\r\n${content}`
  const { text, type, filename } = attributes(content)
  const typeLine = type === undefined ? '' : `\r\nContent-Type: ${type}`
  if (text.startsWith('<')) return `${head}${typeLine}\r\n\r\n${await readByteText(text.slice(1), doors)}`
  if (!text.startsWith('@')) {
    const name = filename === undefined ? '' : `; filename="${quoted(filename)}"`
    return `${head}${name}${typeLine}\r\n\r\n${text}`
  }
  const path = text.slice(1)
  const name = filename ?? path.slice(path.lastIndexOf('/') + 1)
  const upload = `${head}; filename="${quoted(name)}"\r\nContent-Type: ${type ?? typeByName(path)}`
  return `${upload}\r\n\r\n${await readByteText(path, doors)}`
}

/** `content;type=text/plain;filename=x`; quotes keep a semicolon in the content. */
function attributes(content: string): { text: string; type?: string; filename?: string } {
  const [, mark = '', quotedText, plain = '', rest = ''] = /^([@<]?)(?:"((?:[^"\\]|\\[^])*)"|([^;]*))([^]*)$/.exec(
    content,
  )!
  const named = (name: string) => new RegExp(`;\\s*${name}=("?)([^;"]*)\\1`, 'i').exec(rest)?.[2]
  const type = named('type')
  const filename = named('filename')
  const text = mark + (quotedText?.replace(/\\([^])/g, '$1') ?? plain)
  // A semicolon that begins no attribute belongs to the content.
  const whole = type === undefined && filename === undefined && quotedText === undefined ? content : text
  return { text: whole, ...(type === undefined ? {} : { type }), ...(filename === undefined ? {} : { filename }) }
}

/** WHATWG's way with quotes and line ends in names, which curl follows. */
function quoted(name: string): string {
  return name.replace(/"/g, '%22').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
}

/** The types that curl knows by name. */
const types: Readonly<Record<string, string>> = {
  gif: 'image/gif',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  htm: 'text/html',
  html: 'text/html',
  pdf: 'application/pdf',
  xml: 'application/xml',
}

function typeByName(path: string): string {
  return types[/\.([^.]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''] ?? 'application/octet-stream'
}
