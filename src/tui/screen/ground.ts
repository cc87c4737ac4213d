/**
 * Whether the terminal's ground is light, as it says itself (OSC 11): most do not say it in a variable. Nobody waits for the
 * answer, and wherever it comes among the keys, it is none.
 */

export const askGround = '\x1b]11;?\x1b\\'

/** The answer: three hexadecimal numbers of one to four digits, and BEL or ST. */
const answer = /\x1b\]11;rgba?:([0-9a-f]+)\/([0-9a-f]+)\/([0-9a-f]+)[^\x07\x1b]*(?:\x07|\x1b\\)/i

/** One that is still to come. A lone escape is a key. */
const begun = /\x1b\](?:1(?:1(?:;[^\x07\x1b]*\x1b?)?)?)?$/

export interface GroundFilter {
  /** What is left of the input for keys; what the ground is when the answer was in it. */
  take(text: string): { keys: string; light?: boolean }
}

/** From the question on, until it is answered. */
export function createGroundFilter(): GroundFilter {
  let kept = ''
  let answered = false
  return {
    take(text) {
      if (answered) return { keys: text }
      const all = kept + text
      const found = answer.exec(all)
      if (found !== null) {
        answered = true
        kept = ''
        const keys = all.slice(0, found.index) + all.slice(found.index + found[0].length)
        return { keys, light: isLight(found.slice(1, 4)) }
      }
      kept = begun.exec(all)?.[0] ?? ''
      return { keys: kept === '' ? all : all.slice(0, -kept.length) }
    },
  }
}

/** By how bright people see red, green and blue (ITU-R BT.601). */
function isLight(parts: readonly string[]): boolean {
  const [red, green, blue] = parts.map((part) => Number.parseInt(part, 16) / (16 ** part.length - 1)) as [
    number,
    number,
    number,
  ]
  return 0.299 * red + 0.587 * green + 0.114 * blue > 0.5
}
