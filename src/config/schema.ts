/** The JSON Schema of config files, for editors: from the table that validates them. */
import type { JsonSchema } from './kind.ts'
import { limitDefinitions } from './limits.ts'
import type { OptionDefinition } from './option.ts'
import { optionEntries } from './options.ts'
import { sitesSchema } from './reverse/read-sites.ts'
import { ruleSchema } from './rules/schema.ts'

export function configSchema(): JsonSchema {
  const limits = Object.entries(limitDefinitions).map(([key, { kind, help, shown }]) => [
    key,
    { description: describe(help, shown), ...kind.schema },
  ])
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Middlebox configuration',
    description: 'middlebox.yml and the default export of middlebox.config.ts. Every key is optional.',
    type: 'object',
    additionalProperties: false,
    properties: {
      ...Object.fromEntries(
        optionEntries.map(([key, option]) => [key, key === 'rules' ? rulesSchema(option) : optionSchema(option)]),
      ),
      reverse: sitesSchema(),
      limits: {
        description: 'Limits on what clients and servers may send.',
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(limits),
      },
    },
  }
}

function optionSchema(option: OptionDefinition): JsonSchema {
  const description = describe(option.help, option.shown)
  if (!option.many) return { description, ...option.kind.schema }
  return { description, anyOf: [option.kind.schema, { type: 'array', items: option.kind.schema }] }
}

/** Rules may stand where a file of them could be named. */
function rulesSchema(option: OptionDefinition): JsonSchema {
  const item = { anyOf: [option.kind.schema, ruleSchema()] }
  return { description: describe(option.help, undefined), anyOf: [option.kind.schema, { type: 'array', items: item }] }
}

function describe(help: string, shown: string | undefined): string {
  const sentence = `${help[0]!.toUpperCase()}${help.slice(1)}.`
  return shown === undefined ? sentence : `${sentence} Default: ${shown}.`
}
