/** Holds an NDJSON line to the shipped schema with an independent validator, and says what is wrong with it. */
import { Ajv } from 'ajv'
import { lineSchema } from '../../src/headless/line-schema.ts'

const validate = new Ajv({ strict: true, allErrors: true, strictTuples: false, discriminator: false }).compile(
  lineSchema(),
)

/** What is wrong with the line; empty when it is right. */
export function lineFaults(line: unknown): string[] {
  if (validate(line)) return []
  const type = (line as { type?: unknown }).type
  const faults = (validate.errors ?? []).filter((error) => error.schemaPath.includes(`/definitions/${String(type)}/`))
  const shown = faults.length > 0 ? faults : (validate.errors ?? [])
  return shown.map((error) => `${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`)
}
