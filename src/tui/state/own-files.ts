/** The user's own two files at the start: the view with its keys, and what was typed before. None of them keeps the program from starting. */
import type { TuiSource } from '../source.ts'
import { verbList } from '../control/verb-list.ts'
import { readHistory } from './prompt-history.ts'
import type { Ui } from './ui.ts'
import { readViewSettings, type ViewFile, type ViewSettings } from './view-file.ts'

/** Whole lines, each with its place in a file. */
export type Findings = {
  /** What is wrong. */
  readonly problems: readonly string[]
  /** What is right and has an effect elsewhere. */
  readonly changes: readonly string[]
}

export type OwnFiles = Findings & {
  readonly settings: ViewSettings
  readonly history: Ui['history']
  /** The source, with a history that is written only where it could be read. */
  readonly source: TuiSource
}

export async function readOwnFiles(source: TuiSource): Promise<OwnFiles> {
  const [view, past] = await Promise.all([textOf(source.file), textOf(source.history)])
  const names = [...verbList, ...source.commands.list].map(({ name }) => name)
  const { settings, problems, changes } = readViewSettings(view.text, names)
  const { history, broken } = readHistory(past.text)
  const lost = past.problem ?? (broken === undefined ? undefined : `${source.history.path}${broken}`)
  const untouched: ViewFile = { ...source.history, write: async () => {} }
  return {
    settings,
    history,
    problems: [
      ...(view.problem === undefined ? [] : [view.problem]),
      ...problems.map((problem) => source.file.path + problem),
      ...(lost === undefined ? [] : [`${lost}. What is typed is not kept until it is corrected or removed.`]),
    ],
    changes: changes.map((change) => source.file.path + change),
    source: lost === undefined ? source : { ...source, history: untouched },
  }
}

async function textOf(file: ViewFile): Promise<{ text: string | undefined; problem?: string }> {
  try {
    return { text: await file.read() }
  } catch (error) {
    return {
      text: undefined,
      problem: `${file.path}: Expected a file that can be read, got ${(error as Error).message}`,
    }
  }
}
