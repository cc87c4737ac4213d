/** The reference page of errors, from the table in src/model/errors.ts. */
import { errors, type ErrorEntry } from '../../src/model/errors.ts'

const cell = (text: string | number | undefined) => String(text ?? '').replaceAll('|', '\\|')
const row = (...cells: (string | number | undefined)[]) => `| ${cells.map(cell).join(' | ')} |`

export function renderErrors(): string {
  const rows = Object.entries<ErrorEntry>(errors).map(([code, entry]) =>
    row(`\`${code}\``, entry.summary, entry.hint, entry.status, entry.proxyStatus, entry.exit),
  )
  return `<!-- Written by "npm run docs" from src/model/errors.ts. -->

# Errors

Every error has a code. It stands in the message, in the NDJSON (\`error.code\`), and in the exchange it ended.

- **Status** is what the client gets, if it gets an answer; **Proxy-Status** is the error type in the field of that name
  (RFC 9209 §2.3). The proxy goes on.
- **Exit code** is the one with which the program ends when the error ends it.

| code | when | what to do | status | Proxy-Status | exit code |
| --- | --- | --- | --: | --- | --: |
${rows.join('\n')}
`
}
