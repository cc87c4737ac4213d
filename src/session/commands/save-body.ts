/** `save-body`: the body of an exchange as a file, its Content-Encoding undone. */
import { resolve } from 'node:path'
import { decodeBody } from '../../content/decode.ts'
import { getFields } from '../../kit/fields.ts'
import { writeAtomic } from '../../kit/files.ts'
import { clientResponse } from '../../kit/legs.ts'
import { MiddleboxError } from '../../model/errors.ts'
import { defineCommand } from './command.ts'
import { exchangeId, exchangeOf } from './parts/subjects.ts'

/** Bytes of content that one body may become. */
const largest = 1024 * 1024 * 1024

export const saveBody = defineCommand({
  name: 'save-body',
  summary: 'writes the body of an answer, or of a request, to a file',
  group: 'exchanges',
  options: {
    exchange: exchangeId,
    file: { kind: 'text', summary: 'the file; one that is there is replaced' },
    of: { kind: 'choice', choices: ['response', 'request'], summary: 'which body', default: 'response' },
    raw: { kind: 'boolean', summary: 'true = as sent, compressed where it was', default: false },
  },
  async run({ exchange: id, file, of, raw }, world) {
    const exchange = exchangeOf(world, id)
    const [body, head] =
      of === 'request'
        ? [exchange.requestBody, exchange.legs[0]?.request]
        : [exchange.responseBody, clientResponse(exchange)]
    const coding = raw ? '' : getFields(head?.fields ?? [], 'content-encoding').join(',')
    const { bytes, problem } = decodeBody(body.chunks, coding, largest)
    const path = resolve(world.host.cwd, file)
    await writeAtomic(path, bytes).catch((error: Error) => {
      throw new MiddleboxError('output_failed', `Expected to write ${file}, got ${error.message}.`)
    })
    return { file: path, bytes: bytes.length, complete: body.kept === body.size && problem === undefined }
  },
})
