/** Keeping the view for the next start, in a file that people write in, too. */
import { changedViewFile } from '../state/view-file.ts'
import type { App } from './app.ts'

/** What is in the file now counts, not what was at the start: somebody may have written in it since. @throws MiddleboxError */
export async function saveView(app: App): Promise<void> {
  const { theme, layout, sort, filter } = app.ui
  const { file } = app.source
  await file.write(changedViewFile(await file.read(), file.path, { theme, layout, sort, filter }))
  app.say(`kept in ${file.path}`, 'ok')
}
