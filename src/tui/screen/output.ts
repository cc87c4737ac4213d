/** The stream that Ink writes to: the terminal's, with rows put back in place of their characters. */
import type { ScreenOutput } from '../terminal.ts'
import { withModes } from './modes.ts'
import type { RowTable } from './rows.ts'

/** What Ink uses of a stream. */
export type InkOutput = ScreenOutput & {
  readonly writable: boolean
  readonly destroyed: boolean
  readonly writableEnded: boolean
  once(event: string, heard: () => void): unknown
}

/** Two, because a cell in the last column is a special case for everybody. */
const inkColumns = 2

export function createInkOutput(output: ScreenOutput, table: RowTable): NodeJS.WriteStream {
  const wrapped: InkOutput = {
    get isTTY() {
      return output.isTTY
    },
    // To Ink a row is one column wide; how wide it is on the terminal is for the views to know.
    get columns() {
      return inkColumns
    },
    get rows() {
      return output.rows
    },
    writable: true,
    destroyed: false,
    writableEnded: false,
    write: (text, done) => output.write(table.expand(withModes(text)), done),
    on: (event, heard) => output.on(event, heard),
    off: (event, heard) => output.off(event, heard),
    once: (_event, heard) => void heard,
  }
  // Ink asks for a WriteStream and uses the few members above.
  return wrapped as unknown as NodeJS.WriteStream
}
