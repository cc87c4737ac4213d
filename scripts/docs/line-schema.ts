/** The JSON Schema of the NDJSON lines, from the shapes that their types are made from. */
import { lineSchema } from '../../src/headless/line-schema.ts'

export function renderLineSchema(): string {
  return `${JSON.stringify(lineSchema(), null, 2)}\n`
}
