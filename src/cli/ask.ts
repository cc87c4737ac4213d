/** Asking the person at the terminal before something is changed that stopping us would not undo. */
import { createInterface } from 'node:readline/promises'
import { MiddleboxError } from '../model/errors.ts'

/** Where the question stands and the answer comes from: the process's own streams, unless a test has others. */
export type AskStreams = { input: NodeJS.ReadableStream & { isTTY?: boolean }; output: NodeJS.WritableStream }

/** Yes or no; anything but `y` and `yes` is no, so are Ctrl-C and the end of input. @throws MiddleboxError usage, without a terminal */
export async function askYes(
  question: string,
  { input, output }: AskStreams = { input: process.stdin, output: process.stderr },
): Promise<boolean> {
  if (input.isTTY !== true)
    throw new MiddleboxError(
      'usage',
      `Expected --yes or a terminal to ask on, got neither: ${question}`,
      'Add --yes if that is what you want.',
    )
  const lines = createInterface({ input, output })
  try {
    const ended = new Promise<string>((resolve) => {
      lines.once('SIGINT', () => resolve('')).once('close', () => resolve(''))
    })
    const answer = await Promise.race([lines.question(`${question} [y/N] `), ended])
    return /^y(es)?$/i.test(answer.trim())
  } finally {
    lines.close()
  }
}
