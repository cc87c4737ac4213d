/** Prints, for each exchange of an NDJSON file, what was changed between the client and the origin, and why. */
import { readFileSync } from 'node:fs'

for (const line of readFileSync(process.argv[2], 'utf8').trim().split('\n')) {
  const { type, kind, method, url, hops } = JSON.parse(line)
  if (type !== 'exchange' || kind !== 'http') continue
  console.log(`${method} ${url}`)
  const changes = hops.flatMap(({ causes }) => causes)
  for (const { side, name, op, cause } of changes)
    console.log(`  ${side.padEnd(8)}  ${name.padEnd(17)}  ${op.padEnd(7)}  ${cause}`)
  if (changes.length === 0) console.log('  nothing')
}
