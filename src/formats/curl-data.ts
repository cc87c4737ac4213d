/** The body that curl's data options make: `-d`, `--data-*` and `--json` joined, `-F` as multipart. */
import { readByteText } from './curl-doors.ts'
import type { CurlDoors } from './curl-doors.ts'
import type { CurlOption } from './curl-options.ts'
import { multipart } from './multipart.ts'
import { mistake } from './request-parts.ts'

export type CurlData = { bytes: string; contentType: string; json: boolean }

const dataNames = new Set(['data', 'data-ascii', 'data-raw', 'data-binary', 'data-urlencode', 'json'])

/** Undefined when the options name no data. Bytes are latin1 text. @throws MiddleboxError usage, and what `read` throws */
export async function readCurlData(
  options: readonly CurlOption[],
  where: string,
  doors: CurlDoors,
): Promise<CurlData | undefined> {
  const data = options.filter(({ name }) => dataNames.has(name))
  const forms = options.filter(({ name }) => name === 'form' || name === 'form-string')
  if (data.length > 0 && forms.length > 0)
    throw mistake(where, 'data or a form', `both ${data[0]!.spelling} and ${forms[0]!.spelling}`)
  if (forms.length > 0) return { ...(await multipart(forms, where, doors)), json: false }
  if (data.length === 0) return undefined
  let bytes = ''
  for (const [index, option] of data.entries()) {
    // Pieces of --json follow each other as they are (curl's manual, --json).
    if (index > 0 && option.name !== 'json') bytes += '&'
    bytes += await pieceOf(option, doors)
  }
  const json = data.some(({ name }) => name === 'json')
  return { bytes, contentType: json ? 'application/json' : 'application/x-www-form-urlencoded', json }
}

async function pieceOf({ name, value }: CurlOption, doors: CurlDoors): Promise<string> {
  if (name === 'data-urlencode') return urlEncoded(value, doors)
  if (name === 'data-raw' || !value.startsWith('@')) return value
  const bytes = await readByteText(value.slice(1), doors)
  return name === 'data' || name === 'data-ascii' ? bytes.replace(/[\r\n\0]/g, '') : bytes
}

/** `content`, `=content`, `name=content`, `@file`, `name@file` (curl's manual, --data-urlencode). */
async function urlEncoded(value: string, doors: CurlDoors): Promise<string> {
  const [, name = '', mark, content = ''] = /^([^=@]*)([=@])([^]*)$/.exec(value) ?? ['', '', '=', value]
  const bytes = mark === '@' ? await readByteText(content, doors) : content
  const encoded = bytes.replace(
    /[^A-Za-z0-9\-._~]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  )
  return name === '' ? encoded : `${name}=${encoded}`
}
