/** The generated pages of docs/ and the shipped schemas, in order. A page is one file here that renders it from the code, and one line in this list. */
import { renderCli } from './cli.ts'
import { renderCommands } from './commands.ts'
import { renderConfigSchema } from './config-schema.ts'
import { renderErrors } from './errors.ts'
import { renderFaults } from './faults.ts'
import { renderFilters } from './filters.ts'
import { renderKeys } from './keys.ts'
import { renderLineSchema } from './line-schema.ts'
import { renderProtocols } from './protocols.ts'
import { renderRules } from './rules.ts'
import { renderRulesSchema } from './rules-schema.ts'
import { screenFiles } from './screens.ts'
import { renderTemplates } from './templates.ts'

export type Page = {
  /** Where it is written, from the project's root. */
  path: string
  render: () => string | Promise<string>
}

export const pages: readonly Page[] = [
  { path: 'docs/reference/cli.md', render: renderCli },
  { path: 'docs/reference/commands.md', render: renderCommands },
  { path: 'docs/reference/errors.md', render: renderErrors },
  { path: 'docs/reference/faults.md', render: renderFaults },
  { path: 'docs/reference/filters.md', render: renderFilters },
  { path: 'docs/reference/keys.md', render: renderKeys },
  { path: 'docs/reference/protocols.md', render: renderProtocols },
  { path: 'docs/reference/rules.md', render: renderRules },
  { path: 'docs/reference/templates.md', render: renderTemplates },
  ...screenFiles,
  { path: 'schema/config.schema.json', render: renderConfigSchema },
  { path: 'schema/line.schema.json', render: renderLineSchema },
  { path: 'schema/rules.schema.json', render: renderRulesSchema },
]
