/** The user's editor on a text of ours: in a file that nobody else can read and that goes afterwards. */
import { join } from 'node:path'
import { spawn, type Variables } from '../kit/environment.ts'
import { makeTemporaryDirectory, readTextIfThere, writeAtomic } from '../kit/files.ts'
import { MiddleboxError } from '../model/errors.ts'

/** What was saved; undefined when nothing was changed. @throws MiddleboxError usage when the editor cannot be started or failed */
export async function editText(text: string, extension: string, env: Variables): Promise<string | undefined> {
  const editor = env['VISUAL'] || env['EDITOR'] || 'vi'
  await using folder = await makeTemporaryDirectory()
  const file = join(folder.path, `middlebox${extension}`)
  await writeAtomic(file, text, 0o600)
  // The variable may hold arguments (`code --wait`), which only a shell takes apart as its user meant.
  const { code, signal } = await spawn('sh', ['-c', `${editor} "$1"`, 'sh', file], { env }).ended
  if (code !== 0) {
    const how = signal === null ? `code ${code}` : signal
    throw new MiddleboxError(
      'usage',
      `Expected ${editor} to end well, got ${how}.`,
      'Set VISUAL or EDITOR to your editor.',
    )
  }
  const edited = await readTextIfThere(file)
  if (edited === undefined)
    throw new MiddleboxError('usage', `Expected ${editor} to leave its file, got none.`, 'Nothing was changed.')
  return edited === text ? undefined : edited
}
