/**
 * Node's parser as a one-way oracle: what we accept, it reads in the same way. (Not the reverse: it accepts more.) Where the
 * two part on purpose, `exempt…` says so and why.
 */
import { METHODS } from 'node:http'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inspectFields } from '../../src/engine/http1/facts.ts'
import { wantsKeepAlive } from '../../src/engine/http1/intent.ts'
import { resolveTarget } from '../../src/engine/target.ts'
import type { Arrival } from '../../src/engine/core.ts'
import type { Fields, RequestHead, ResponseHead } from '../../src/model/message.ts'
import { getField, getFields } from '../../src/kit/fields.ts'
import { type Message, inPieces, readRequests, readResponses } from '../support/read-messages.ts'
import { nastyRequests, nastyResponses, validRequests, validResponses } from './corpus.ts'
import { mutated } from './mutate.ts'
import { type NodeReading, nodeRequests, nodeResponse } from './node-parser.ts'
import { runs, timeout } from './runs.ts'

const arrival: Arrival = {
  mode: 'forward',
  client: { address: '127.0.0.1', port: 1, protocol: 'http/1.1' },
  local: { address: '127.0.0.1', port: 8080 },
  scheme: 'http',
}

/** RFC 9112 §6.3 allows identical repetitions to be taken for one; Node refuses them. They are never passed on. */
const repeatsLength = (fields: Fields) => {
  const values = getFields(fields, 'content-length')
  return values.length > 1 || values.some((value) => value.includes(','))
}

/** The requests that the proxy would act on: those before a refusal, a close or a switch to another protocol. */
function acted(messages: readonly Message<RequestHead>[]): Message<RequestHead>[] {
  const list: Message<RequestHead>[] = []
  for (const message of messages) {
    const { head } = message
    const facts = inspectFields(head.fields)
    if (facts.hostCount > 1 || 'problem' in resolveTarget(head, facts.host, arrival)) break
    if (exemptRequest(head)) break
    list.push(message)
    if (!wantsKeepAlive(head.version, facts) || head.method === 'CONNECT') break
  }
  return list
}

/** Methods are a list in Node and any token in RFC 9110 §9.1. */
const unknownMethod = ({ method }: RequestHead) => !METHODS.includes(method)

/** HTAB is white space in RFC 9110 §5.6.3; after a coding Node takes it for a part of its name, and refuses. */
const tabAfterCoding = (raw = '') => /^transfer-encoding:[^\r\n]*\t[ \t]*\r?$/im.test(raw)

/** Browsers and old clients send raw UTF-8 paths, and every server takes them. */
const rawPath = ({ target }: RequestHead) => /[\x80-\xff]/.test(target)

/** RFC 9112 §7.1.1 has recipients remove white space around chunk extensions. Ours end with the hop, so nobody else sees it. */
const blanksInExtension = (text: string) => /^[0-9a-f]+[^\r\n]*[ \t][^\r\n]*\r?$/im.test(text)

/** A user name before the host goes no further than us, so its letters are not judged. */
const userInfo = ({ target }: RequestHead) => /^[a-z]+:\/\/(?![\w.~!$&'()*+,;=:%-]*@)[^/?]*@/i.test(target)

const exemptRequest = (head: RequestHead) =>
  repeatsLength(head.fields) || unknownMethod(head) || tabAfterCoding(head.raw) || rawPath(head) || userInfo(head)

async function sameRequests(text: string): Promise<void> {
  if (blanksInExtension(text)) return
  const ours = acted(readRequests([Buffer.from(text, 'latin1')]).messages)
  const node = await nodeRequests(text)
  for (const [i, { head, body, trailers, complete }] of ours.entries()) {
    const theirs = node.messages[i]
    expect(theirs, `Node did not read message ${i}: ${node.error}: ${JSON.stringify(text)}`).toBeDefined()
    expect(theirs!.start).toBe(`${head.method} ${head.target} ${head.version}`)
    expect(theirs!.fields).toEqual(head.fields)
    if (!complete || head.method === 'CONNECT') continue
    expect(
      { body: theirs!.body, trailers: theirs!.trailers, complete: theirs!.complete },
      `${node.error}: ${JSON.stringify(text)}`,
    ).toEqual({ body, trailers: trailers ?? [], complete })
  }
}

async function sameResponse(text: string, method: string): Promise<void> {
  const reading = readResponses([Buffer.from(text, 'latin1')], { methods: [method], once: true })
  const [ours] = reading.messages
  if (ours === undefined || reading.repairs.length > 0 || exemptResponse(ours.head)) return
  const node: NodeReading = await nodeResponse(text, method)
  const theirs = node.messages[0]
  expect(theirs, `Node did not read it: ${node.error}: ${JSON.stringify(text)}`).toBeDefined()
  const { head, body, trailers, complete } = ours
  expect(theirs!.start).toBe(`${head.status} ${head.reason} ${head.version}`)
  expect(theirs!.fields).toEqual(head.fields)
  expect(node.interim).toEqual(reading.interim.map(({ status }) => String(status)))
  if (!complete || head.status === 101 || blanksInExtension(text)) return
  expect(
    { body: theirs!.body, trailers: theirs!.trailers, complete: theirs!.complete },
    `${node.error}: ${JSON.stringify(text)}`,
  ).toEqual({ body, trailers: trailers ?? [], complete })
}

/** An upgrade that nobody asked for is no parser's matter. */
const exemptResponse = ({ fields, raw }: ResponseHead) =>
  repeatsLength(fields) || tabAfterCoding(raw) || getField(fields, 'upgrade') !== undefined

describe('requests', () => {
  test('the corpus', async () => {
    for (const text of [...validRequests, ...nastyRequests]) await sameRequests(text)
  })

  test('mutations of it', { timeout }, async () => {
    await fc.assert(fc.asyncProperty(mutated([...validRequests, ...nastyRequests]), sameRequests), { numRuns: runs() })
  })

  test('sound ones are accepted, so that the oracle has something to say', async () => {
    for (const text of validRequests) {
      const ours = readRequests([Buffer.from(text, 'latin1')])
      expect([ours.malformed, acted(ours.messages)]).toEqual([undefined, ours.messages])
      expect((await nodeRequests(text)).messages).toHaveLength(1)
    }
  })
})

describe('responses', () => {
  test('the corpus', async () => {
    for (const text of [...validResponses, ...nastyResponses])
      for (const method of ['GET', 'HEAD']) await sameResponse(text, method)
  })

  test('mutations of it', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(mutated([...validResponses, ...nastyResponses]), fc.constantFrom('GET', 'HEAD'), sameResponse),
      { numRuns: runs() },
    )
  })
})

describe('split anywhere', () => {
  const pieces = (text: string, size: number) => inPieces(text, size)

  test('requests are read, or refused, alike', { timeout }, () => {
    fc.assert(
      fc.property(
        mutated([...validRequests, ...nastyRequests]),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        (text, size, tolerant) => {
          const { malformed: wholeFault, ...whole } = readRequests([Buffer.from(text, 'latin1')], { tolerant })
          const { malformed, ...split } = readRequests(pieces(text, size), { tolerant })
          // The words of a refusal may differ: what comes in one read is judged from its start, what comes in several as it comes.
          expect(malformed === undefined).toBe(wholeFault === undefined)
          expect(split.interim).toEqual(whole.interim)
          if (malformed === undefined) expect(split).toEqual(whole)
          else
            expect(split.messages.filter(({ complete }) => complete)).toEqual(
              whole.messages.filter(({ complete }) => complete),
            )
        },
      ),
      { numRuns: runs(2) },
    )
  })

  test('so are responses', { timeout }, () => {
    fc.assert(
      fc.property(mutated([...validResponses, ...nastyResponses]), fc.integer({ min: 1, max: 9 }), (text, size) => {
        const { malformed: wholeFault, ...whole } = readResponses([Buffer.from(text, 'latin1')])
        const { malformed, ...split } = readResponses(pieces(text, size))
        expect(malformed === undefined).toBe(wholeFault === undefined)
        if (malformed === undefined) expect(split).toEqual(whole)
        else
          expect(split.messages.filter(({ complete }) => complete)).toEqual(
            whole.messages.filter(({ complete }) => complete),
          )
      }),
      { numRuns: runs(2) },
    )
  })
})
