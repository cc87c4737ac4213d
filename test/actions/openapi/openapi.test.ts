import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { missedPath, openApiProblem, prepareOpenApi } from '../../../src/actions/openapi/openapi.ts'
import { makeTemporaryDirectory, writeAtomic } from '../../../src/kit/files.ts'
import { read } from '../../support/origin.ts'
import { requestOf, toolsOf } from '../../support/rules.ts'
import { pets, tangled } from './documents.ts'

let folder: Awaited<ReturnType<typeof makeTemporaryDirectory>>
let file: string
beforeAll(async () => {
  folder = await makeTemporaryDirectory()
  file = join(folder.path, 'pets.yaml')
  await writeAtomic(file, pets)
})
afterAll(() => folder.close())

async function ask(answer: ReturnType<typeof prepareOpenApi>, facts: Parameters<typeof requestOf>[0]) {
  const { tools, warnings } = toolsOf()
  const request = requestOf(facts)
  const verdict = await answer(request, tools)
  if (verdict === undefined) return { request, warnings }
  if (verdict.kind !== 'respond') throw new Error('expected an answer')
  return { status: verdict.head.status, text: (await read(verdict.body)).text, request, warnings }
}

const wrong = { method: 'POST', path: '/local/pets', body: '{}', fields: ['Content-Type', 'application/json'] }

describe('prepareOpenApi', () => {
  test('a path that is not in the document is left alone, its body unread', async () => {
    const { status, request } = await ask(prepareOpenApi(file, true), { path: '/other', body: 'x' })
    expect(status).toBeUndefined()
    expect(request.body.used).toBe(false)
  })

  test('a wrong request gets the reasons, or the answer where they are not asked for', async () => {
    const refused = await ask(prepareOpenApi(file, true), wrong)
    expect(refused.status).toBe(400)
    expect(JSON.parse(refused.text!)).toMatchObject({
      title: 'Invalid request',
      validation: [{ location: ['body'], severity: 'Error', code: 'required' }],
    })
    expect((await ask(prepareOpenApi(file, false), wrong)).status).toBe(201)
  })

  test('a method and a media type that are not there', async () => {
    expect((await ask(prepareOpenApi(file, true), { method: 'PUT', path: '/local/pets' })).status).toBe(405)
    expect((await ask(prepareOpenApi(file, true), { ...wrong, fields: ['Content-Type', 'image/png'] })).status).toBe(
      415,
    )
  })

  test('changed while it runs; the last good one stays', async () => {
    const own = join(folder.path, 'own.yaml')
    const write = (text: string) =>
      writeAtomic(
        own,
        `openapi: 3.1.0\npaths: { /a: { get: { responses: { 200: { description: ok, content: { text/plain: { example: ${text} } } } } } } }`,
      )
    await write('one')
    const answer = prepareOpenApi(own, true)
    expect((await ask(answer, { path: '/a' })).text).toBe('one')
    await writeAtomic(own, 'openapi: [')
    const kept = await ask(answer, { path: '/a' })
    expect(kept.text).toBe('one')
    expect(kept.warnings).toEqual([expect.stringContaining('What was good before stays.')])
    await write('another')
    expect((await ask(answer, { path: '/a' })).text).toBe('another')
  })

  test('5 MB of schemas that refer to each other in circles are contained', async () => {
    const large = join(folder.path, 'large.json')
    const text = JSON.stringify(tangled(9_000, 10))
    expect(text.length).toBeGreaterThan(5_000_000)
    await writeAtomic(large, text)
    expect(await openApiProblem(large)).toBeUndefined()
    const started = performance.now()
    const { status } = await ask(prepareOpenApi(large, true), {
      method: 'POST',
      path: '/s',
      body: '{}',
      fields: ['Content-Type', 'application/json'],
    })
    expect(status).toBe(200)
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})

test('what is wrong is found when rules are loaded', async () => {
  const bad = join(folder.path, 'bad.yaml')
  await writeAtomic(bad, 'openapi: 3.1.0\npaths:\n  /a: { $ref: "#/b" }')
  expect(await openApiProblem(bad)).toMatchObject({ file: bad, line: 3 })
  expect(await openApiProblem(join(folder.path, 'none.yaml'))).toMatchObject({
    message: expect.stringContaining('ENOENT') as string,
  })
})

test('what a request misses, once the document is known', async () => {
  const request = requestOf({ path: '/local/pet' })
  expect(await openApiProblem(file)).toBeUndefined()
  expect(missedPath(file, request)).toMatchObject({ near: true })
})
