/** A text in the user's editor and what is made of it. What cannot be used is opened again as it was left, with what is wrong on top. */
import { MiddleboxError } from '../../model/errors.ts'
import type { App } from './app.ts'
import { keepText, keptText } from './kept-text.ts'
import { explain } from './explain.ts'

export type Editing = {
  /** Names what is edited, so that it is known again. */
  readonly about: string
  readonly text: string
  /** With its dot: editors highlight by it. */
  readonly extension: string
  /** How a line begins that is a remark; absent where every line counts. */
  readonly remark?: string
}

/** True when `use` took it. What it throws is thrown on, and the text kept. */
export async function editAnd(app: App, editing: Editing, use: (edited: string) => unknown): Promise<boolean> {
  const { about, extension, remark } = editing
  const before = keptText(app, about)
  const text = before?.text ?? editing.text
  const remarks = before === undefined || remark === undefined ? [] : remarksOf(before.problem, remark)
  const saved = await inEditor(app, `${remarks.join('')}${text}`, extension)
  if (saved === undefined) {
    app.say('nothing was changed, nothing was sent')
    return false
  }
  const edited = remarks.reduce((rest, line) => (rest.startsWith(line) ? rest.slice(line.length) : rest), saved)
  if (before !== undefined && remark !== undefined && edited.trim() === '') {
    keepText(app, about, undefined)
    app.say('what was typed is dropped, nothing was sent')
    return false
  }
  try {
    if (edited.includes('\ufffd') && !text.includes('\ufffd'))
      throw new MiddleboxError('usage', 'Expected UTF-8 from the editor, got other bytes.', 'Save it as UTF-8.')
    await use(edited)
    keepText(app, about, undefined)
    return true
  } catch (error) {
    keepText(app, about, { text: edited, problem: error instanceof MiddleboxError ? error.message : explain(error) })
    throw error
  }
}

function remarksOf(problem: string, remark: string): string[] {
  const lines = [`Nothing was sent. ${problem}`, 'With this line gone it is tried again; an empty file drops the text.']
  return lines.map((line) => `${remark} ${line.replace(/\s+/g, ' ')}\n`)
}

/** Undefined when nothing was changed. */
async function inEditor(app: App, text: string, extension: string): Promise<string | undefined> {
  let result: string | undefined
  await app.doors.suspend(async () => {
    result = await app.source.edit(text, extension)
  })
  return result
}
