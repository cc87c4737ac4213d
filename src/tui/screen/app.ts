/** The whole React tree: one text, because rows come finished from the views. Ink does the terminal's modes, keys, and what changed. */
import { Box, Text, type Key, useApp, useCursor, useInput, usePaste } from 'ink'
import { createElement, useEffect, useSyncExternalStore, type ReactElement } from 'react'

export type ScreenFrame = {
  /** One character per row, or for screen readers the text itself. */
  text: string
  height: number
  /** Where somebody types; absent hides the cursor. */
  cursor?: { x: number; y: number }
}

/** Hands the terminal to something else until the work is done. */
export type Suspend = (work: () => Promise<void>) => Promise<void>

export interface FrameSource {
  readonly frame: ScreenFrame
  subscribe(changed: () => void): () => void
  onKey(input: string, key: Key): void
  onPaste(text: string): void
  ready(suspend: Suspend): void
}

export function App({ source }: { source: FrameSource }): ReactElement {
  const { text, height, cursor } = useSyncExternalStore(source.subscribe, () => source.frame)
  const { suspendTerminal } = useApp()
  const { setCursorPosition } = useCursor()
  setCursorPosition(cursor)
  useInput((input, key) => source.onKey(input, key))
  usePaste((pasted) => source.onPaste(pasted))
  useEffect(() => source.ready((work) => suspendTerminal(work)), [source, suspendTerminal])
  return createElement(Box, { height, flexDirection: 'column' }, createElement(Text, { wrap: 'truncate' }, text))
}
