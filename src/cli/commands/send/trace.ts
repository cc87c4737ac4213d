/** What `-v` tells of one request, in curl's signs: `*` the connection, `>` the head as it was sent, `<` what came back. */
import { plainText } from '../../../formats/request-parts.ts'
import { toPairs } from '../../../kit/fields.ts'
import { applyPatches } from '../../../kit/patch.ts'
import { readableBytes, readableDuration } from '../../../kit/readable.ts'
import { sanitize } from '../../../kit/sanitize.ts'
import type { ProxyEvent } from '../../../model/event.ts'
import type { UpstreamInfo } from '../../../model/exchange.ts'
import type { RequestHead } from '../../../model/message.ts'
import { requestText, responseText } from './head-text.ts'

type EndEvent = Extract<ProxyEvent, { type: 'end' }>

export function createTrace(say: (line: string) => void): (event: ProxyEvent) => void {
  let head: RequestHead | undefined
  const each = (sign: string, text: string) => {
    for (const line of text.replace(/(\r\n)+$/, '').split('\r\n')) say(`${sign} ${sanitize(plainText(line))}`)
  }
  return (event) => {
    switch (event.type) {
      case 'request':
        head = event.head
        return
      case 'upstream':
        say(`* ${describe(event.upstream)}`)
        if (head !== undefined) each('>', requestText(applyPatches(head, event.patches)))
        return
      case 'interim':
      case 'response':
        return each('<', responseText(event.head))
      case 'end':
        for (const [name, value] of toPairs(event.responseBody.trailers ?? [])) each('<', `${name}: ${value}`)
        return say(`* ${timing(event)}`)
      default:
    }
  }
}

function describe({ address, port, protocol, tls, via, reused }: UpstreamInfo): string {
  const parts = [`${address} port ${port}`, protocol]
  if (tls)
    parts.push(
      tls.version,
      ...(tls.peer ? [`certificate ${sanitize(tls.peer.subject)}, by ${sanitize(tls.peer.issuer)}`] : []),
    )
  if (via !== undefined) parts.push(`through ${via}`)
  if (reused) parts.push('kept connection')
  return parts.join(', ')
}

function timing({ timings, responseBody }: EndEvent): string {
  const phases = Object.entries(timings).filter((entry): entry is [string, number] => entry[1] !== null)
  return [...phases.map(([name, ms]) => `${name} ${readableDuration(ms)}`), readableBytes(responseBody.size)].join(', ')
}
