/** Scripts for tests: a module in a folder of its own, and what it says. */
import { writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { createCodec } from '../../src/content/encode.ts'
import { systemClock } from '../../src/kit/clock.ts'
import { makeTemporaryDirectory } from '../../src/kit/files.ts'
import type { ScriptWorld } from '../../src/scripts/script.ts'

export async function scriptFile(text: string, name = 'fix.ts') {
  const folder = await makeTemporaryDirectory()
  const path = join(folder.path, name)
  await writeFile(path, text)
  return {
    path,
    folder: folder.path,
    write: (now: string) => writeFile(path, now),
    [Symbol.asyncDispose]: folder.close,
  }
}

/** What was opened of a file; a file that nothing can be opened of goes at once. */
export function opened<T>(file: AsyncDisposable, opening: Promise<T>): Promise<T> {
  return opening.catch(async (error: unknown) => {
    await file[Symbol.asyncDispose]()
    throw error
  })
}

export function scriptWorld(change: Partial<ScriptWorld> = {}) {
  const said: string[] = []
  const marks: object[] = []
  const world: ScriptWorld = {
    clock: systemClock,
    codec: createCodec(1 << 20),
    show: (path) => basename(path),
    ears: {
      say: (code, text, exchange) => void said.push(`${code} ${text}${exchange === undefined ? '' : ` #${exchange}`}`),
      mark: (exchange, mark) => void marks.push({ exchange, ...mark }),
    },
    ...change,
  }
  return { world, said, marks }
}
