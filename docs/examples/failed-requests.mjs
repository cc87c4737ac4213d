/** Lists the requests of an NDJSON file that failed, and ends with 1 if there are any: a place for a rule of your own. */
import { readFileSync } from 'node:fs'

const lines = readFileSync(process.argv[2], 'utf8').trim().split('\n')
const requests = lines
  .map((line) => JSON.parse(line))
  .filter(({ type, kind }) => type === 'exchange' && kind === 'http')
const failed = requests.filter(({ status, outcome }) => status === null || status >= 500 || outcome !== 'complete')

for (const { status, method, url, error } of failed) console.log(status ?? '---', method, url, error?.message ?? '')
console.log(`${failed.length} of ${requests.length} requests failed`)
process.exitCode = failed.length > 0 ? 1 : 0
