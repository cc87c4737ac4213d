/** The JSON Schema of rule files, for editors: from the tables that read them. */
import { type AttributeSpec, type AttributeTable, actions } from '../../actions/index.ts'
import { faults } from '../../faults/index.ts'
import { describeOptions } from '../../kit/option-table.ts'
import type { JsonSchema } from '../kind.ts'
import { scenarioKind } from './scenario-kind.ts'
import { ruleKeys } from './read-rules.ts'

const durationPattern = '^(0|(\\d+(\\.\\d+)?(ms|s|m|h|d))+)$'

/** A list of rules, or an object with one under `rules`. */
export function ruleFileSchema(): JsonSchema {
  const list = { type: 'array', items: ruleSchema() }
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Middlebox rules',
    description: 'A rule file: a list of rules.',
    anyOf: [
      list,
      { type: 'object', additionalProperties: false, properties: { rules: list, scenario: scenarioKind.schema } },
    ],
  }
}

export function ruleSchema(): JsonSchema {
  const count = (minimum: number) => ({ type: 'integer', minimum })
  const time = { type: 'string', pattern: durationPattern }
  const shapes: Record<keyof typeof ruleKeys, JsonSchema> = {
    name: { type: 'string' },
    match: { type: 'string' },
    enabled: { type: 'boolean' },
    chance: {
      anyOf: [
        { type: 'number', minimum: 0, maximum: 1 },
        { type: 'string', pattern: '^\\d+(\\.\\d+)?\\s*%$' },
      ],
    },
    first: count(1),
    every: count(1),
    after: count(0),
    times: count(1),
    schedule: {
      type: 'object',
      additionalProperties: false,
      properties: { from: time, until: time, phase: oneOrMore({ type: 'string' }) },
    },
    group: {
      anyOf: [
        { type: 'string' },
        {
          type: 'object',
          additionalProperties: false,
          required: ['name'],
          properties: { name: { type: 'string' }, period: time },
        },
      ],
    },
    requires: { type: 'object', additionalProperties: scalar },
    sets: { type: 'object', additionalProperties: scalar },
    do: { anyOf: [actionSchema(), { type: 'array', minItems: 1, items: actionSchema() }] },
  }
  const properties = Object.entries(ruleKeys).map(([key, description]) => [
    key,
    { description, ...shapes[key as keyof typeof ruleKeys] },
  ])
  return { type: 'object', additionalProperties: false, required: ['do'], properties: Object.fromEntries(properties) }
}

function actionSchema(): JsonSchema {
  const table = actions.map(({ name, summary, attributes }) => [
    name,
    { description: sentence(summary), ...tableSchema(attributes) },
  ])
  return {
    anyOf: [
      { enum: actions.map(({ name }) => name) },
      {
        type: 'object',
        minProperties: 1,
        maxProperties: 1,
        additionalProperties: false,
        properties: { ...Object.fromEntries(table), fault: faultSchema() },
      },
    ],
  }
}

function faultSchema(): JsonSchema {
  const entries = faults.map(({ name, summary, options }) => [
    name,
    { description: summary, anyOf: [describeOptions(options), { type: ['string', 'number', 'boolean', 'null'] }] },
  ])
  const stream = { description: 'Which way it acts; downstream when not given.', enum: ['downstream', 'upstream'] }
  return {
    description: 'Injects a fault.',
    anyOf: [
      { type: 'string' },
      { type: 'object', additionalProperties: false, properties: { ...Object.fromEntries(entries), stream } },
    ],
  }
}

/** An object of the attributes, or the first one's value alone. */
function tableSchema(table: AttributeTable): JsonSchema {
  const [first] = Object.values(table)
  const whole = objectSchema(table)
  return first === undefined || first.kind === 'group' ? whole : { anyOf: [attributeSchema(first), whole] }
}

function objectSchema(table: AttributeTable): JsonSchema {
  const required = Object.entries(table).flatMap(([name, spec]) => (spec.required ? [name] : []))
  const properties = Object.entries(table).map(([name, spec]) => [
    name,
    { description: sentence(spec.summary), ...attributeSchema(spec) },
  ])
  return {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
  }
}

const operation: JsonSchema = {
  type: 'object',
  required: ['op', 'path'],
  properties: {
    op: { enum: ['add', 'remove', 'replace', 'move', 'copy', 'test'] },
    path: { type: 'string' },
    from: { type: 'string' },
    value: {},
  },
}
const scalar: JsonSchema = { type: ['string', 'number', 'boolean'] }
const oneOrMore = (item: JsonSchema): JsonSchema => ({ anyOf: [item, { type: 'array', items: item }] })

function attributeSchema(spec: AttributeSpec): JsonSchema {
  switch (spec.kind) {
    case 'integer':
      return { type: 'integer', minimum: spec.min, maximum: spec.max }
    case 'boolean':
      return { type: 'boolean' }
    case 'text':
    case 'template':
      return scalar
    case 'choice':
      return { enum: spec.choices }
    case 'duration':
      return { type: 'string', pattern: durationPattern }
    case 'pattern':
      return { type: 'string', format: 'regex' }
    case 'url':
    case 'path':
    case 'entry':
      return { type: 'string' }
    case 'json':
      return {}
    case 'fields':
      return { type: 'object', additionalProperties: oneOrMore(scalar) }
    case 'renames':
      return { type: 'object', additionalProperties: { type: 'string' } }
    case 'names':
    case 'texts':
      return oneOrMore({ type: 'string' })
    case 'operations':
      return { type: 'array', items: operation }
    case 'group':
      return spec.many ? oneOrMore(objectSchema(spec.attributes)) : objectSchema(spec.attributes)
  }
}

function sentence(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`
}
