/** The content of a request that is going to be answered here: read up to a limit, its content coding undone. */
import { Buffer } from 'node:buffer'
import { discard } from '../../kit/body.ts'
import { collectBody } from '../../kit/collect-body.ts'
import { listMembers } from '../../kit/fields.ts'
import type { Request } from '../../model/message.ts'
import type { ActionTools } from '../action.ts'

/** Bytes of a request body that mocks look at. */
const limit = 1024 * 1024

/** Empty when somebody has read it already. Nobody else can read it afterwards. */
export async function readRequestBody({ body, head }: Request, { codec }: Pick<ActionTools, 'codec'>): Promise<Buffer> {
  if (body.used || body.length === 0) return Buffer.alloc(0)
  const { chunks, body: again } = await collectBody(body, limit)
  again.pipe(discard)
  const sent = Buffer.concat(chunks)
  const coding = listMembers(head.fields, 'content-encoding').filter((name) => name.toLowerCase() !== 'identity')
  const content = coding.length === 0 ? sent : codec.decode(sent, coding.join(', '))
  return content === undefined ? sent : Buffer.from(content.buffer, content.byteOffset, content.byteLength)
}
