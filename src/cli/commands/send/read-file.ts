/** Reading what the command line names: files from the working directory, and standard input, which can be read once. */
import { resolve } from 'node:path'
import { readBytes } from '../../../kit/files.ts'
import { MiddleboxError } from '../../../model/errors.ts'
import type { CliWorld } from '../../world.ts'

/** `-` is standard input. The function throws MiddleboxError usage. */
export function createReader(world: Pick<CliWorld, 'cwd' | 'stdin'>): (path: string) => Promise<Uint8Array> {
  let read = false
  return async (path) => {
    if (path === '-') {
      if (read) throw new MiddleboxError('usage', 'Expected to read standard input once, got - twice.', '')
      read = true
      return world.stdin()
    }
    try {
      return await readBytes(resolve(world.cwd(), path))
    } catch (error) {
      const reason = reasons[(error as NodeJS.ErrnoException).code ?? ''] ?? (error as Error).message
      throw new MiddleboxError('usage', `Expected a file to read, got ${JSON.stringify(path)}, which ${reason}.`, '')
    }
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EISDIR: 'is a directory',
  EACCES: 'may not be read',
}
