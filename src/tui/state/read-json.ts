/** JSON of a file that people write: what is wrong with it has its line and column, and every name the line it stands in. */

export type ReadJson = { readonly value: unknown; lineOf(...path: readonly string[]): number | undefined } | BrokenJson

export type BrokenJson = { readonly line: number; readonly column: number; readonly problem: string }

export function readJson(text: string): ReadJson {
  try {
    const value: unknown = JSON.parse(text)
    const lines = linesOfNames(text)
    return { value, lineOf: (...path) => lines.get(JSON.stringify(path)) }
  } catch (error) {
    const { message } = error as Error
    const before = text.slice(0, placeOf(text, message)).split('\n')
    const problem = message.replace(/,? (?:in|after) JSON at position.*$|, .*is not valid JSON$/s, '')
    return {
      line: before.length,
      column: before.at(-1)!.length + 1,
      problem: problem.replace(/'\n'/, 'the end of a line'),
    }
  }
}

/** What stands behind the name of the file: `:3:5: Expected JSON, got …`, or what of JSON was expected there. */
export function brokenAt({ line, column, problem }: BrokenJson): string {
  const what = `${problem.charAt(0).toLowerCase()}${problem.slice(1)}`
  const said = what.startsWith('expected ') ? `here ${what.slice('expected '.length)}` : `got ${what}`
  return `:${line}:${column}: Expected JSON, ${said}`
}

/** V8 says where, but for a token that it did not expect: the longest beginning that lacks no more than its end leads to that. */
function placeOf(text: string, message: string): number {
  const said = positionIn(message)
  if (said !== undefined) return said
  let [low, high] = [0, text.length]
  while (low < high) {
    const middle = (low + high + 1) >>> 1
    if (canGoOn(text.slice(0, middle))) low = middle
    else high = middle - 1
  }
  return low
}

function positionIn(message: string): number | undefined {
  const said = /at position (\d+)/.exec(message)
  return said === null ? undefined : Number(said[1])
}

function canGoOn(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch (error) {
    const { message } = error as Error
    return message.startsWith('Unexpected end') || positionIn(message) === text.length
  }
}

/** The line of each name, by its path; of one that stands there twice the last, which counts. */
function linesOfNames(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>()
  const path: string[] = []
  let depth = 0
  let line = 1
  for (const [token, name] of text.matchAll(/("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[{}\n]/g)) {
    if (token === '{') depth++
    else if (token === '}') depth--
    else if (name !== undefined) {
      path.length = Math.max(0, depth - 1)
      path.push(JSON.parse(name) as string)
      lines.set(JSON.stringify(path), line)
    }
    line += token.split('\n').length - 1
  }
  return lines
}
