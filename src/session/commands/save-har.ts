/** `save-har`: what was seen, as a file that any HAR tool opens. */
import { resolve } from 'node:path'
import { createBodyDecoder } from '../../content/decode.ts'
import { compileFilter } from '../../filter/index.ts'
import { writeAtomic } from '../../kit/files.ts'
import { MiddleboxError } from '../../model/errors.ts'
import { selectExchanges } from '../../store/index.ts'
import { exportHar } from '../har.ts'
import { defineCommand } from './command.ts'

/** Bytes of a decoded body that a filter searches. */
const maxSearched = 1024 * 1024

export const saveHar = defineCommand({
  name: 'save-har',
  summary: 'writes the exchanges that are kept to a HAR file, secrets replaced',
  group: 'exchanges',
  options: {
    file: { kind: 'text', summary: 'the file; one that is there is replaced' },
    filter: { kind: 'text', summary: "only what it matches: '~d api'", default: '' },
    secrets: { kind: 'boolean', summary: 'true = secrets as they are', default: false },
  },
  async run({ file, filter, secrets }, { store, host, options }) {
    const matcher = filter === '' ? undefined : compileFilter(filter, { decode: createBodyDecoder(maxSearched) })
    const exchanges = selectExchanges(store, matcher)
    const path = resolve(host.cwd, file)
    const text = exportHar(exchanges, { version: host.version, seed: options.seed }, secrets)
    await writeAtomic(path, text, 0o600).catch((error: Error) => {
      throw new MiddleboxError('output_failed', `Expected to write ${file}, got ${error.message}.`)
    })
    return { file: path, exchanges: exchanges.length }
  },
})
