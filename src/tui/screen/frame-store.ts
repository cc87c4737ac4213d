/** The frame that is shown, as React reads it. Nothing is told when nothing changed. */
import type { Key } from 'ink'
import type { Frame } from '../views/frame.ts'
import type { FrameSource, ScreenFrame, Suspend } from './app.ts'
import type { RowTable } from './rows.ts'

export type KeyHandlers = {
  onKey(input: string, key: Key): void
  onPaste(text: string): void
  ready(suspend: Suspend): void
}

export interface FrameStore {
  readonly source: FrameSource
  connect(handlers: KeyHandlers): void
  /** Shows these rows, with empty ones below up to `height`. */
  show(frame: Frame, height: number): void
}

export function createFrameStore(table: RowTable): FrameStore {
  let frame: ScreenFrame = { text: '', height: 0 }
  let listeners: readonly (() => void)[] = []
  let handlers: KeyHandlers | undefined
  return {
    connect: (given) => void (handlers = given),
    show({ rows, cursor }, height) {
      const filled = [...rows.slice(0, height), ...Array<string>(Math.max(0, height - rows.length)).fill('')]
      const text = table.encode(filled).join('\n')
      const same = text === frame.text && cursor?.x === frame.cursor?.x && cursor?.y === frame.cursor?.y
      if (same) return
      frame = { text, height, ...(cursor && { cursor }) }
      for (const changed of listeners) changed()
    },
    source: {
      get frame() {
        return frame
      },
      subscribe(changed) {
        listeners = [...listeners, changed]
        return () => {
          listeners = listeners.filter((other) => other !== changed)
        }
      },
      onKey: (input, key) => handlers?.onKey(input, key),
      onPaste: (text) => handlers?.onPaste(text),
      ready: (suspend) => handlers?.ready(suspend),
    },
  }
}
