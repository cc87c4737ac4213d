/** YAML as located values, as rule files are read. */
import type { Located } from '../../src/config/located.ts'
import { readYamlValue } from '../../src/config/yaml-source.ts'

export async function located(yaml: string): Promise<Located> {
  return (await readYamlValue(yaml, 'f.yml')) ?? { where: 'f.yml', kind: 'scalar', value: null }
}

export async function listed(yaml: string): Promise<readonly Located[]> {
  const value = await located(yaml)
  if (value.kind !== 'list') throw new Error('expected a list')
  return value.items
}
