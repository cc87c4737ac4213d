/** The door to changes on disk: files that are watched where their editors put them, renamed, replaced or written to. */
import { watch } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { Clock, Timer } from './clock.ts'

/** ms of quiet after a change: editors write in several steps. */
const quiet = 50

/** Calls `changed` once the files have come to rest after a change. A folder that cannot be watched is passed over. */
export function watchFiles(paths: readonly string[], clock: Clock, changed: () => void): { close(): void } {
  let timer: Timer | undefined
  const heard = (): void => {
    timer?.stop()
    timer = clock.after(quiet, changed)
  }
  // The folder, since a file that is replaced takes the watch on it away.
  const folders = Map.groupBy(paths, (path) => dirname(path))
  const watchers = [...folders].flatMap(([folder, files]) => {
    const names = new Set(files.map((path) => basename(path)))
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        if (name === null || names.has(name)) heard()
      })
      watcher.on('error', () => {})
      return [watcher]
    } catch {
      return []
    }
  })
  return {
    close() {
      timer?.stop()
      for (const watcher of watchers) watcher.close()
    },
  }
}
