/** The options that only `send` has, checked. */
import { Option } from 'commander'
import type { Command } from 'commander'
import type { FieldEdit } from '../../../formats/edit-request.ts'
import { readFieldEdit } from '../../../formats/edit-request.ts'
import { byteText, readMethod } from '../../../formats/request-parts.ts'
import { MiddleboxError } from '../../../model/errors.ts'

export type OwnOptions = {
  method: string | undefined
  fields: readonly FieldEdit[]
  /** As written: text, `@file` or `@-`. */
  data: string | undefined
  include: boolean
  output: string | undefined
  decoded: boolean
  fail: boolean
  count: number
  concurrency: number
  protocol: 'http/1.1' | 'h2' | undefined
}

/** Commander's view of them; `-n` has no long name. */
type Given = {
  method?: string
  header?: string[]
  data?: string
  include?: true
  output?: string
  decoded?: true
  fail?: true
  n?: string
  concurrency?: string
  'http1.1'?: true
  http2?: true
}

export function addOwnOptions(command: Command): Command {
  const header = new Option('-H, --header <line>', "set a field 'Name: value', or remove it 'Name:'; repeat")
  header.argParser((line: string, earlier: string[] | undefined) => [...(earlier ?? []), line])
  return command
    .option('-X, --method <name>', 'the method')
    .addOption(header)
    .option('-d, --data <data>', 'the body as it is; @FILE or @- for its bytes')
    .option('-i, --include', 'print the head too, and 1xx heads before it')
    .option('-o, --output <file>', 'write to this file; - is stdout')
    .option('--decoded', 'undo the Content-Encoding')
    .option('--fail', 'exit 1, without the body, from status 400 on')
    .option('-n <count>', 'send it so many times and sum up on stderr [1]')
    .option('--concurrency <count>', 'at most so many at once [1]')
    .option('--http1.1', 'speak HTTP/1.1')
    .option('--http2', 'speak HTTP/2; without TLS by prior knowledge')
}

/** @throws MiddleboxError usage */
export function readOwnOptions(given: Given): OwnOptions {
  if (given['http1.1'] && given.http2) throw new MiddleboxError('usage', 'Expected --http1.1 or --http2, got both.', '')
  const count = readCount(given.n, '-n', 1_000_000)
  if (count > 1 && given.output !== undefined)
    throw new MiddleboxError('usage', `Expected -o with one request, got -n ${count}.`, '')
  return {
    method: given.method === undefined ? undefined : readMethod(byteText(given.method), '--method'),
    fields: (given.header ?? []).map((line) => readFieldEdit(byteText(line), '--header')),
    data: given.data,
    include: given.include === true,
    output: given.output,
    decoded: given.decoded === true,
    fail: given.fail === true,
    count,
    concurrency: readCount(given.concurrency, '--concurrency', 10_000),
    protocol: given['http1.1'] ? 'http/1.1' : given.http2 ? 'h2' : undefined,
  }
}

function readCount(text: string | undefined, name: string, most: number): number {
  if (text === undefined) return 1
  if (/^\d{1,9}$/.test(text) && Number(text) >= 1 && Number(text) <= most) return Number(text)
  throw new MiddleboxError('usage', `${name}: Expected a number from 1 to ${most}, got ${JSON.stringify(text)}.`, '')
}
