/** Builds, whether it is needed or not: `npm run build`, and `npm pack` through it. */
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from './compile.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
process.exitCode = build(root, (line) => process.stderr.write(`${line}\n`)) ? 0 : 1
