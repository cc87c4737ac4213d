import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadDocument } from '../../../src/actions/openapi/document.ts'
import { ParseProblem } from '../../../src/actions/openapi/parse.ts'
import { makeTemporaryDirectory, writeAtomic } from '../../../src/kit/files.ts'
import { old, pets, tangled } from './documents.ts'

let folder: Awaited<ReturnType<typeof makeTemporaryDirectory>>
beforeAll(async () => void (folder = await makeTemporaryDirectory()))
afterAll(() => folder.close())

async function load(text: string) {
  const file = join(folder.path, 'api.yaml')
  await writeAtomic(file, text)
  return loadDocument(file).catch((error: unknown) => (error instanceof ParseProblem ? error.problem : error))
}

describe('loadDocument', () => {
  test('YAML and JSON, 3.0 and 3.1', async () => {
    expect(await load(pets)).toMatchObject({ version: '3.1' })
    expect(await load(JSON.stringify(old))).toMatchObject({ version: '3.0' })
  })

  test('what is wrong has its place', async () => {
    expect(await load('openapi: 3.9.0')).toMatchObject({
      message: 'Expected openapi: 3.0 or 3.1, got "3.9.0"',
      line: 1,
      column: 10,
    })
  })

  test('a large one that is wrong, too', async () => {
    const text = `openapi: 3.1.0\ninfo: ${JSON.stringify('x'.repeat(200_000))}\npaths:\n  /a: { $ref: "#/none" }\n`
    expect(await load(text)).toMatchObject({ message: expect.stringContaining('"#/none"') as string, line: 4 })
  })

  test('large YAML is parsed in a thread: the loop goes on', async () => {
    const { schemas } = (tangled(400, 4) as { components: { schemas: object } }).components
    const lines = Object.entries(schemas).map(([name, schema]) => `    ${name}: ${JSON.stringify(schema)}`)
    const text = `openapi: 3.1.0\ncomponents:\n  schemas:\n${lines.join('\n')}\n`
    expect(text.length).toBeGreaterThan(100_000)
    let turns = 0
    const turn = setInterval(() => turns++, 1)
    const found = await load(text)
    clearInterval(turn)
    expect(found).toMatchObject({ version: '3.1' })
    expect(turns).toBeGreaterThan(5)
  })
})
