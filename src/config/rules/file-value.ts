/** `@file` in place of a value: the file's text, read when the rule is. */
import { resolve } from 'node:path'
import { readText } from '../../kit/files.ts'
import { invalid } from '../../kit/option-table.ts'

/** @throws MiddleboxError rule_invalid */
export async function readFileValue(text: string, base: string, where: string): Promise<string> {
  if (!text.startsWith('@')) return text
  const path = resolve(base, text.slice(1))
  return (
    await readText(path).catch((error: NodeJS.ErrnoException) => {
      throw invalid(
        where,
        'a readable file',
        error.code === 'ENOENT' ? `${JSON.stringify(text.slice(1))}, which does not exist` : error.message,
      )
    })
  ).replace(/\r?\n$/, '')
}
