/** The JSON Schema of config files, for editors: schema/config.schema.json. */
import { configSchema } from '../../src/config/schema.ts'

export function renderConfigSchema(): string {
  return `${JSON.stringify(configSchema(), null, 2)}\n`
}
