/** What became of one request: printed, or the error that says why not. */
import { getFields } from '../../../kit/fields.ts'
import { MiddleboxError, errors } from '../../../model/errors.ts'
import type { ErrorCode } from '../../../model/errors.ts'
import type { Failure, ResponseHead } from '../../../model/message.ts'
import type { OutgoingRequest } from '../../../model/outgoing.ts'
import type { Sender } from '../../../session/send-request.ts'
import { exitCodes } from '../../exit-codes.ts'
import type { CliWorld } from '../../world.ts'
import { responseText } from './head-text.ts'
import { openOutlet } from './outlet.ts'
import type { Outlet } from './outlet.ts'
import { collect, pour, pourDecoded } from './pour.ts'
import type { Broken } from './pour.ts'
import type { Shot } from './repeat.ts'

export type AnswerWishes = { include: boolean; decoded: boolean; fail: boolean; output: string | undefined }

/** The exit code. @throws MiddleboxError with the cause when the exchange fails, output_failed */
export async function printAnswer(
  sender: Sender,
  request: OutgoingRequest,
  wishes: AnswerWishes,
  world: CliWorld,
): Promise<number> {
  const interims: ResponseHead[] = []
  const sent = await sender.send(request, (head) => interims.push(head))
  if (!sent.ok) throw failureError(sent.failure, request)
  const { head, body } = sent
  const outlet = await openOutlet(wishes.output, world)
  try {
    if (wishes.include) for (const one of [...interims, head]) outlet.head(responseText(one))
    if (wishes.fail && head.status >= 400) {
      world.stderr(`middlebox: the answer was ${statusLine(head)}\n`)
      return exitCodes.failure
    }
    const encoding = wishes.decoded ? getFields(head.fields, 'content-encoding').join(', ') : ''
    const broken = encoding === '' ? await pour(body, outlet) : await pourDecoded(body, encoding, outlet)
    if (broken !== undefined && !isReaderGone(broken))
      throw 'failure' in broken ? failureError(broken.failure, request) : broken.error
    if (head.status === 101) world.stderr('middlebox: the server switched protocols; send ends there\n')
    return exitCodes.ok
  } finally {
    await outlet.close()
  }
}

/** One of many: its body is read, and printed in one piece where `outlet` is given. */
export async function countAnswer(
  sender: Sender,
  request: OutgoingRequest,
  include: boolean,
  outlet: Outlet | undefined,
): Promise<Omit<Shot, 'ms'>> {
  const sent = await sender.send(request)
  if (!sent.ok) return { cause: sent.failure.message }
  const { head, body } = sent
  const { status } = head
  if (outlet === undefined) {
    const broken = await pour(body, { body: (_bytes, done) => done() })
    return broken === undefined ? { status } : { status, cause: causeOf(broken) }
  }
  const { chunks, broken } = await collect(body)
  if (include) outlet.head(responseText(head))
  await new Promise<unknown>((resolve) => outlet.body(Buffer.concat(chunks), resolve))
  return broken === undefined ? { status } : { status, cause: causeOf(broken) }
}

function causeOf(broken: Broken): string {
  return 'failure' in broken ? broken.failure.message : broken.error.message
}

function statusLine({ status, reason }: ResponseHead): string {
  return reason === '' ? String(status) : `${status} ${reason}`
}

/** `middlebox send … | head -1`: a reader that has seen enough is no failure. */
function isReaderGone(broken: Broken): boolean {
  return 'error' in broken && (broken.error as NodeJS.ErrnoException).code === 'EPIPE'
}

function failureError({ code, message }: Failure, request: OutgoingRequest): MiddleboxError {
  const known = Object.hasOwn(errors, code) ? (code as ErrorCode) : 'internal'
  const own = known === 'dns_failed' && /^https?:\/\/middlebox\.test[:/]/.test(request.url)
  return new MiddleboxError(
    known,
    message,
    own ? 'middlebox.test is answered by a running proxy: -x http://127.0.0.1:8080' : undefined,
  )
}
