/** The JSON Schema of config files, for editors: from the table that validates them. */
import type { JsonSchema } from './kind.ts'
import { limitDefinitions } from './limits.ts'
import type { OptionDefinition } from './option.ts'
import { optionEntries } from './options.ts'

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
      ...Object.fromEntries(optionEntries.map(([key, option]) => [key, optionSchema(option)])),
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

function describe(help: string, shown: string | undefined): string {
  const sentence = `${help[0]!.toUpperCase()}${help.slice(1)}.`
  return shown === undefined ? sentence : `${sentence} Default: ${shown}.`
}
