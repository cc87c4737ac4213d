/** What a curl command may ask of the world around it: files it names, and a boundary nobody guesses. */
import { Buffer } from 'node:buffer'
import { plainText } from './request-parts.ts'

export type CurlDoors = {
  /** The bytes of a file; `-` is standard input. */
  read(path: string): Promise<Uint8Array>
  /** A fresh boundary for multipart bodies. */
  boundary(): string
}

/** A named file as latin1 text. */
export async function readByteText(path: string, doors: CurlDoors): Promise<string> {
  return Buffer.from(await doors.read(plainText(path))).toString('latin1')
}
