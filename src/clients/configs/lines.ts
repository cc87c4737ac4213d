/** Lines of `name = value` under `[section]`, as most configs are written, with the number of each line. */

export type Line = { section: string; name: string; value: string; number: number }

/** `:` between name and value, and lines that go on indented, as Python's configparser reads them. */
export type LineRules = { colon?: boolean; continued?: boolean }

export function readLines(text: string, { colon = false, continued = false }: LineRules = {}): Line[] {
  const lines: Line[] = []
  const pair = colon ? /^([^=:]+?)\s*[=:]\s*(.*)$/ : /^([^=]+?)\s*=\s*(.*)$/
  let section = ''
  for (const [index, written] of text.split(/\r?\n/).entries()) {
    const line = written.trim()
    if (line === '' || /^[#;]/.test(line)) continue
    const last = lines.at(-1)
    if (continued && /^\s/.test(written) && last) {
      last.value = `${last.value} ${line}`.trim()
      continue
    }
    const header = /^\[([^\]]*)\]\s*(?:[#;].*)?$/.exec(line)
    if (header) {
      section = header[1]!.trim()
      continue
    }
    const [, name = line, value = 'true'] = pair.exec(line) ?? []
    lines.push({ section, name, value, number: index + 1 })
  }
  return lines
}

/** The text between quotes, and without a comment behind it. */
export function unquote(value: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"|^'([^']*)'/.exec(value)
  if (!quoted) return value.replace(/\s+[#;].*$/, '')
  return quoted[2] ?? quoted[1]!.replace(/\\(.)/g, '$1')
}
