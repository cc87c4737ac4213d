/** The mouse, as far as terminals tell of it (xterm's SGR mode, 1006): the wheel and clicks. Everything else is keys. */

export type MouseEvent = { kind: 'wheel'; by: -1 | 1; x: number; y: number } | { kind: 'click'; x: number; y: number }

/** Buttons and wheel (1000), in the SGR encoding (1006). With shift held, terminals still let people select text. */
export const mouseOn = '\x1b[?1000h\x1b[?1006h'
export const mouseOff = '\x1b[?1006l\x1b[?1000l'

const reports = /\x1b\[<(\d+);(\d+);(\d+)([Mm])/g

/** The rest of a report that is still to come. */
const begun = /\x1b\[<[\d;]*$/

export interface MouseFilter {
  /** What is left of the input for keys, and the mouse's part in it. Columns and rows count from 0. */
  take(text: string): { keys: string; events: MouseEvent[] }
}

export function createMouseFilter(): MouseFilter {
  let kept = ''
  return {
    take(text) {
      const events: MouseEvent[] = []
      const keys = (kept + text).replace(reports, (_, button: string, x: string, y: string, end: string) => {
        const event = readReport(Number(button), Number(x) - 1, Number(y) - 1, end)
        if (event !== undefined) events.push(event)
        return ''
      })
      kept = begun.exec(keys)?.[0] ?? ''
      return { keys: kept === '' ? keys : keys.slice(0, -kept.length), events }
    },
  }
}

function readReport(button: number, x: number, y: number, end: string): MouseEvent | undefined {
  if (end === 'm') return undefined
  // Bits 2 to 4 are shift, meta and control.
  const plain = button & ~28
  if (plain === 64 || plain === 65) return { kind: 'wheel', by: plain === 64 ? -1 : 1, x, y }
  return plain === 0 ? { kind: 'click', x, y } : undefined
}
