/** The report for people: marks at the left, text wrapped to the terminal, and under each mark the line that mends it. */
import type { Check, Mark } from './check.ts'
import type { ClientReport } from './clients.ts'
import { told } from '../../../clients/setting.ts'
import type { SetVariable } from './variables.ts'

export type Report = {
  url: string
  checks: Check[]
  variables: SetVariable[]
  /** How Middlebox itself reaches the URL. */
  upstream: Check
  clients: ClientReport[]
  absent: string[]
}

/** SGR colours by mark: green, yellow, red. */
const colours: Record<Mark, number> = { ok: 32, warn: 33, bad: 31 }
const margin = 8
const titleWidth = 17

export function formatReport(report: Report, out: { columns: number; color: boolean }): string {
  const width = Math.min(out.columns, 100)
  const mark = (each: Mark) => {
    const word = each.padEnd(margin - 2)
    return `  ${out.color ? `\u001b[${colours[each]}m${word}\u001b[0m` : word}`
  }
  const line = (check: { mark: Mark; text: string; fix?: string }) =>
    mark(check.mark) + wrap(check.text, margin, width) + fixLine(check.fix)
  const sections = [
    report.checks.map(line).join(''),
    report.variables.length === 0
      ? '  No proxy or CA variable is set.\n'
      : `Variables\n${report.variables.map(({ name, value }) => `  ${name}=${value}\n`).join('')}`,
    `${report.url} goes\n${line(report.upstream)}${report.clients.map((client) => clientLines(client, mark, width)).join('')}`,
    ...(report.absent.length === 0 ? [] : [`Not on PATH: ${wrap(report.absent.join(', '), 13, width).trimEnd()}\n`]),
  ]
  return sections.join('\n')
}

function clientLines(client: ClientReport, mark: (each: Mark) => string, width: number): string {
  const indent = margin + titleWidth
  const findings = client.findings.map(({ text, fix }) => ' '.repeat(margin) + wrap(text, margin, width) + fixLine(fix))
  return (
    mark(client.mark) +
    client.title.padEnd(titleWidth) +
    wrap(routeOf(client), indent, width) +
    (client.unverified ? '' : ' '.repeat(indent) + wrap(`trusts ${trustOf(client)}`, indent, width)) +
    findings.join('')
  )
}

function routeOf({ route, proxy, because }: ClientReport): string {
  if (route === 'proxy') return `through ${proxy?.value ?? ''}: ${because}`
  return route === 'direct' ? `direct: ${because}` : `cannot use ${proxy?.value ?? ''}: ${because}`
}

function trustOf({ trust, store }: ClientReport): string {
  if (!trust) return store
  return trust.effect === 'replaces'
    ? `${trust.file} only (${told(trust)})`
    : `${store}, and ${trust.file} (${told(trust)})`
}

function fixLine(fix: string | undefined): string {
  return fix === undefined ? '' : `${' '.repeat(margin)}→ ${fix}\n`
}

/** Breaks at blanks; the first line starts where the caller stands, at `indent`. Longer words stay whole. */
export function wrap(text: string, indent: number, width: number): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && indent + line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join(`\n${' '.repeat(indent)}`) + '\n'
}
