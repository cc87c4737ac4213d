/**
 * The `ca_bundle` of a profile in the AWS config (botocore, configprovider.py; tried on 1.3x): AWS_CA_BUNDLE wins over it,
 * it wins over REQUESTS_CA_BUNDLE. A proxy cannot be named there.
 */
import { join } from 'node:path'
import { placeOf } from '../setting.ts'
import type { ConfigMachine, OwnConfig } from '../setting.ts'
import { noConfig } from '../setting.ts'
import { readLines } from './lines.ts'

export async function readAwsConfig({ env, home, read }: ConfigMachine): Promise<OwnConfig> {
  const path = env['AWS_CONFIG_FILE'] || join(home, '.aws', 'config')
  const profile = env['AWS_PROFILE'] || env['AWS_DEFAULT_PROFILE'] || 'default'
  const sections = profile === 'default' ? ['default', 'profile default'] : [`profile ${profile}`]
  const found = readLines((await read(path)) ?? '').findLast(
    ({ section, name }) => sections.includes(section.replaceAll('"', '')) && name === 'ca_bundle',
  )
  if (!found) return noConfig
  const setting = { name: 'ca_bundle', value: found.value, place: placeOf(path, found.number, home) }
  return { settings: { 'aws ca_bundle': setting }, remarks: [] }
}
