/** `/echo/raw`: the request head as bytes. */
import { toPairs } from '../kit/fields.ts'
import type { RequestHead } from '../model/message.ts'
import { bytesAnswer } from './answer.ts'
import type { Page } from './page.ts'

export const echoRaw: Page = {
  path: '/echo/raw',
  example: '/echo/raw',
  summary: 'The head of your request, byte for byte',
  methods: 'any',
  answer(asked) {
    const { head } = asked.request
    return bytesAnswer(asked, 'text/plain; charset=iso-8859-1', Buffer.from(head.raw ?? listed(head), 'latin1'))
  },
}

/** Over h2 the bytes are compressed (RFC 7541); what they stand for is shown one field a line, pseudo fields first. */
function listed({ method, scheme, authority, target, protocol, fields }: RequestHead): string {
  const pseudo: [string, string | undefined][] = [
    [':method', method],
    [':protocol', protocol],
    [':scheme', scheme],
    [':authority', authority],
    [':path', target],
  ]
  const lines = [...pseudo.filter(([, value]) => value !== undefined), ...toPairs(fields)]
  return lines.map(([name, value]) => `${name}: ${value}\n`).join('')
}
