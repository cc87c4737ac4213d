/** The reference page of faults, from the list in src/faults. */
import { faults, parseFault } from '../../src/faults/index.ts'
import { expectation, writtenValue } from '../../src/kit/option-table.ts'
import type { Fault } from '../../src/model/fault.ts'
import type { OptionSpec } from '../../src/model/option.ts'

const cell = (text: string) => text.replaceAll('|', '\\|')

const families: Readonly<Record<Fault['family'], { title: string; about: string }>> = {
  toxiproxy: {
    title: "Toxiproxy's",
    about:
      'They act on bytes. In a rule these are the encoded bytes of one exchange, above TLS: head and body over HTTP/1, the data of\n' +
      'the stream over h2, the frames of a WebSocket. In a tunnel that nobody looks into they are its raw bytes, when the filter asks\n' +
      'for no more than `~d`, `~src` and `~dst`. When one ends the connection, what later faults hold is delivered first. `slow_close`\n' +
      'holds the FIN, and the connection is not used again. `down` acts before there are any bytes.',
  },
  wiremock: { title: "WireMock's", about: 'They take the place of an answer; the upstream is not asked.' },
  http: {
    title: 'Of HTTP',
    about:
      '`abort` and `rate_limit` answer themselves; the others change what the upstream answered. Bytes of a body are counted as\n' +
      'encoded (gzip and the like), without chunk framing. Changed fields have `fault NAME` as their cause.',
  },
  connection: {
    title: 'Of the connection',
    about:
      'They act where the upstream is dialled, so that the client gets what it would get from the real failure: a 502 or 504 with\n' +
      'the cause. No packet is sent. Those of TLS act in the handshake with the client unless `side` is upstream: the client is shown\n' +
      'the bad certificate, and their filter can only ask for `~d`, `~src` and `~dst`. They leave plain HTTP alone.',
  },
  stream: {
    title: 'Of Server-Sent Events and WebSockets',
    about:
      'They act on answers of the type `text/event-stream` without a Content-Encoding, and leave others alone. Events are numbered\n' +
      'from 1; a comment such as `: ping` with its blank line counts as one. Of a WebSocket they mean the messages that the client gets;\n' +
      'control frames pass and do not count.',
  },
}

const examples = [
  'latency:800,jitter=200 @30% ~d payments',
  'abort:503',
  'reset_peer @10%',
  'bandwidth:50 up ~m POST',
  'limit_data:64k ~t json',
  'rate_limit:5,window=1s',
  'dns_failure ~d payments',
]

function example(text: string): string {
  const { fault, values, stream, chance, filter } = parseFault(text)
  const toUpstream = stream === 'upstream' ? ', on the way to the upstream' : ''
  const share = chance < 1 ? `; ${chance * 100} % of requests` : ''
  const which = filter === '' ? '' : `; those that match \`${cell(filter)}\``
  return `| \`${cell(text)}\` | ${fault.explain(values)}${toUpstream}${share}${which} |`
}

function option(name: string, spec: OptionSpec): string {
  const standard = spec.default === undefined ? 'must be given' : `\`${writtenValue(spec, spec.default)}\``
  return `| \`${name}\` | ${cell(spec.summary)} | ${expectation(spec)} | ${standard} |`
}

function section(fault: Fault): string {
  const skipped = (['h1', 'h2'] as const).flatMap((protocol) => {
    const reason = fault.skips?.(protocol)
    return reason === undefined ? [] : [`\n\nSkipped over ${protocol === 'h1' ? 'HTTP/1' : 'h2'}: ${reason}.`]
  })
  const options = Object.entries(fault.options).map(([name, spec]) => option(name, spec))
  const table = `\n\n| option | meaning | value | default |\n| --- | --- | --- | --- |\n${options.join('\n')}`
  return `### ${fault.name}\n\n${fault.summary}${skipped.join('')}${options.length > 0 ? table : ''}`
}

function family(name: Fault['family']): string {
  const { title, about } = families[name]
  const own = faults.filter((fault) => fault.family === name)
  return `## ${title}\n\n${about}\n\n${own.map(section).join('\n\n')}`
}

export function renderFaults(): string {
  return `<!-- Written by "npm run docs" from src/faults. -->

# Faults

A fault is what goes wrong on purpose. In its short form:

\`\`\`
FAULT = NAME [":" VALUE | ":" key=value{","key=value}] [" up" | " down"] [" @" PERCENT "%"] [" " FILTER]
\`\`\`

A bare value in front sets the first option. \`up\` acts on what the upstream gets, \`down\`, the default, on what the client
gets; only faults on bytes take one. The share is drawn for each matching request from the session's seed. The
[filter](filters.md) says which requests match; none means all.

| fault | what the proxy will do |
| --- | --- |
${examples.map(example).join('\n')}

Times are milliseconds or have a unit (\`800\`, \`2s\`), sizes are bytes or have one (\`512\`, \`64k\`, \`1MiB\`). Names are found in
capitals and with hyphens too: \`EMPTY_RESPONSE\` is \`empty_response\`.

${(Object.keys(families) as Fault['family'][]).map(family).join('\n\n')}
`
}
