/** The version of the running installation, from its package.json. */
import { readTextSync } from '../kit/files.ts'
import { fileURLToPath } from 'node:url'

export function readVersion(): string {
  const text = readTextSync(fileURLToPath(new URL('../../package.json', import.meta.url)))
  return String((JSON.parse(text) as { version: unknown }).version)
}
