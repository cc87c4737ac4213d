/** The reference page of commands and of the control API, from the tables in src/session/commands and src/api. */
import { paths } from '../../src/api/routes.ts'
import { expectation, writtenValue } from '../../src/kit/option-table.ts'
import type { OptionSpec } from '../../src/model/option.ts'
import { commands } from '../../src/session/commands/index.ts'

const cell = (text: string) => text.replaceAll('|', '\\|')

const groups = {
  exchanges: 'Exchanges',
  breakpoints: 'Breakpoints',
  rules: 'Rules',
  conditions: 'Network conditions',
  session: 'The session',
} as const

function optionRow([name, spec]: [string, OptionSpec]): string {
  const fallback = spec.default
  const given =
    fallback === undefined
      ? 'must be given'
      : fallback === '' || fallback === null
        ? ''
        : `\`${writtenValue(spec, fallback)}\` when not given`
  return `| \`${name}\` | ${cell(expectation(spec))} | ${cell(spec.summary)} | ${given} |`
}

function section({ name, summary, options }: (typeof commands)[number]): string {
  const rows = Object.entries(options).map(optionRow)
  const table =
    rows.length === 0 ? '' : `\n\n| option | value | meaning | |\n| --- | --- | --- | --- |\n${rows.join('\n')}`
  return `### ${name}\n\n${summary[0]!.toUpperCase()}${summary.slice(1)}.${table}`
}

export function renderCommands(): string {
  const sections = Object.entries(groups).map(([group, title]) => {
    const own = commands.filter((command) => command.group === group).map(section)
    return `## ${title}\n\n${own.join('\n\n')}`
  })
  return `<!-- Written by "npm run docs" from src/session/commands and src/api. -->

# Commands and the control API

A command is what a key, the \`:\` prompt and the control API run. Its options have names; they may also be given in their
order where a line is typed.

Rules that commands add act after those of files and options. When a rule file changes, its rules are as it says again,
whatever commands did to them; the rules of commands stay, last.

## The control API

\`--api [H:]PORT\` starts it, on 127.0.0.1 unless a host is named. Every request needs \`Authorization: Bearer TOKEN\`. The
token is printed on stderr at the start and kept in \`api-token\` in MIDDLEBOX_HOME, readable by its owner alone; the first
line of \`--json\` names the file. Requests with another Host than the API's own, or with a foreign Origin, are refused.

| | path | |
| --- | --- | --- |
${paths.map(([method, path, what]) => `| ${method} | \`${path}\` | ${cell(what)} |`).join('\n')}

Answers are JSON. What is wrong comes as \`{"error":{"code","message","hint"}}\`: 400 for wrong options, 401 without the
token, 403 from where nobody may ask, 404 for what is not there, 405 for another method, 413 for more than 16 MiB.
The lines of \`/events\` are those of \`--json\` (schema/line.schema.json). A reader that is too slow is told how many lines it
missed, and sent away.

${sections.join('\n\n')}
`
}
