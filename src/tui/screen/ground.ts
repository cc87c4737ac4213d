/**
 * Whether the terminal's ground is light, as it says itself (OSC 11): most do not say it in a variable. Nobody waits for the
 * answer, and wherever it comes among the keys, it is none.
 */

export const askGround = '\x1b]11;?\x1b\\'

/** The answer: three hexadecimal numbers of one to four digits, and BEL or ST. */
const answer = /\x1b\]11;rgba?:([0-9a-f]+)\/([0-9a-f]+)\/([0-9a-f]+)[^\x07\x1b]*(?:\x07|\x1b\\)/gi

/** One that is still to come. A lone escape is a key; once there was an answer, so is alt with a bracket. */
const begun = /\x1b\](?:1(?:1(?:;[^\x07\x1b]*\x1b?)?)?)?$/
const begunAgain = /\x1b\]11(?:;[^\x07\x1b]*\x1b?)?$/

/** One whose escape came before the rest, and went on as a key. */
const beheaded = /^\]11;/

export interface GroundFilter {
  /** What is left of the input for keys; what the ground is when the first answer was in it. Some terminals answer twice. */
  take(text: string): { keys: string; light?: boolean }
}

/** From the question on. */
export function createGroundFilter(): GroundFilter {
  let kept = ''
  let escaped = false
  let answered = false
  return {
    take(text) {
      const all = (escaped && beheaded.test(text) ? '\x1b' : kept) + text
      let light: boolean | undefined
      const rest = all.replace(answer, (_, ...parts: string[]) => {
        if (!answered) light = isLight(parts.slice(0, 3))
        answered = true
        return ''
      })
      kept = (answered ? begunAgain : begun).exec(rest)?.[0] ?? ''
      const keys = kept === '' ? rest : rest.slice(0, -kept.length)
      escaped = keys.endsWith('\x1b')
      return { keys, ...(light !== undefined && { light }) }
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
