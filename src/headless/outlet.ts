/**
 * The way to stdout: lines gathered into few writes, and a bound on what waits for a slow reader. What does not fit is
 * dropped and counted, never silently: the proxy must not grow or stop because somebody reads slowly.
 */
import type { Clock, Timer } from '../kit/clock.ts'

/** Where a face writes. */
export interface FaceOutput {
  /** Writes to stdout; `done` is called once when the text has been taken by the reader's side. */
  write(text: string, done: () => void): void
  /** Writes to stderr. */
  error(text: string): void
  /** Columns of the terminal that stdout is; absent when it is none. Read again for each line. */
  readonly columns?: number | undefined
  /** Whether colours are allowed (NO_COLOR, --no-color, a TTY: decided by the caller). */
  readonly color: boolean
}

export interface Outlet {
  /** Adds a line, without its end. */
  line(text: string): void
  /** Adds a line that is never dropped, and writes at once. */
  urgent(text: string): void
  /** Lines dropped so far. */
  readonly lost: number
  /** Writes what is waiting. */
  close(): void
}

/** Characters written but not taken yet, above which lines are dropped. */
const mostWaiting = 8 * 1024 * 1024

/** Characters gathered before they are written without further waiting. */
const batch = 64 * 1024

/** ms that a line waits for others. */
const patience = 10

/** `onLoss` is told how many lines were dropped, once the reader takes text again. */
export function createOutlet(output: FaceOutput, clock: Clock, onLoss: (lines: number) => void): Outlet {
  let gathered = ''
  let waiting = 0
  let lost = 0
  let untold = 0
  let timer: Timer | undefined

  const flush = () => {
    timer?.stop()
    timer = undefined
    if (gathered === '') return
    const text = gathered
    gathered = ''
    waiting += text.length
    output.write(text, () => {
      waiting -= text.length
      if (untold > 0 && waiting < mostWaiting / 2) tell()
    })
  }
  const tell = () => {
    const lines = untold
    untold = 0
    onLoss(lines)
  }

  return {
    line(text) {
      if (waiting + gathered.length > mostWaiting) {
        lost++
        untold++
        return
      }
      gathered += `${text}\n`
      if (gathered.length >= batch) flush()
      else timer ??= clock.after(patience, flush)
    },
    urgent(text) {
      gathered += `${text}\n`
      flush()
    },
    get lost() {
      return lost
    },
    close() {
      if (untold > 0) tell()
      flush()
    },
  }
}
