/** HAR files in and out, with what they need of other parts: content codings and the redaction of secrets. */
import { decodeBody } from '../content/decode.ts'
import { createCodec } from '../content/encode.ts'
import { readHar, type ReadHar } from '../har/read-har.ts'
import type { HarAbout } from '../har/shape.ts'
import type { WriteOptions } from '../har/write-entry.ts'
import { writeHar } from '../har/write-har.ts'
import { createRedactor } from '../kit/redact.ts'
import type { Exchange } from '../model/exchange.ts'

/** Bytes that one body may become when its codings are undone. */
const maxDecoded = 256 * 1024 * 1024

/** `secrets` are written only where that was asked for. */
export function harWriteOptions(secrets = false): WriteOptions {
  return {
    // Of a body that was cut, its beginning decodes; what is broken stays under its coding.
    decode(chunks, coding) {
      const { bytes, problem } = decodeBody(chunks, coding, maxDecoded)
      return problem === undefined || problem === 'truncated' ? bytes : undefined
    },
    ...(secrets ? {} : { redactor: createRedactor() }),
  }
}

/** The text of a HAR file. */
export function exportHar(exchanges: readonly Exchange[], about: HarAbout, secrets = false): string {
  return writeHar(exchanges, about, harWriteOptions(secrets))
}

/** @throws MiddleboxError har_invalid */
export function importHar(text: string, name: string): ReadHar {
  return readHar(text, name, createCodec(maxDecoded))
}
