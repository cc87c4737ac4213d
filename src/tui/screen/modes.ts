/** What the terminal does differently while the screen is ours, besides what Ink switches itself; and the way back. */
import { mouseOff, mouseOn } from './mouse.ts'

/**
 * No wrapping at the right edge (DECAWM): terminals disagree about the width of emoji, and a row that one of them takes for
 * longer than the screen would push all others up. It is cut there instead.
 */
const wrapOff = '\x1b[?7l'
const wrapOn = '\x1b[?7h'

const modesOn = wrapOff + mouseOn
export const modesOff = mouseOff + wrapOn

/** The alternate screen, as Ink enters and leaves it. */
export const enterScreen = '\x1b[?1049h'
export const leaveScreen = '\x1b[?1049l'

/**
 * What Ink writes, with our modes on as soon as the screen is ours and off before it is left. In this order: some terminals
 * save modes with the cursor when they change the screen, and restore them with it.
 */
export function withModes(text: string): string {
  if (!text.includes('\x1b[?1049')) return text
  return text.replaceAll(enterScreen, enterScreen + modesOn).replaceAll(leaveScreen, modesOff + leaveScreen)
}
