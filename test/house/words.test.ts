/** What must not stand in any file of the project: unfinished work, and paths of one machine. */
import { describe, expect, test } from 'vitest'
import { listFiles, read, type File } from './tree.ts'

const forbidden: readonly { pattern: RegExp; remedy: string }[] = [
  { pattern: /\b(TOD[O]|FIXM[E]|XX[X])\b/, remedy: 'do it, or write an issue' },
  {
    pattern: /(^|[\s"'`(=:])\/(wor[k]|roo[t])\//,
    remedy: 'a path of one machine; make it relative, or a temporary folder',
  },
  { pattern: /\/tm[p]\/(bas[h]|brief[s])/, remedy: 'a path of one machine; make it relative, or a temporary folder' },
  { pattern: /\bissu[e] #?\d/i, remedy: 'say what it is about: numbers mean nothing to a reader' },
]

/** One line per forbidden word, with its place. */
export function wordBreaches({ path, text }: File): string[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      forbidden
        .filter(({ pattern }) => pattern.test(line))
        .map(({ pattern, remedy }) => `${path}:${index + 1} has ${pattern.exec(line)![0].trim()}: ${remedy}`),
    )
}

describe('words', () => {
  test('no file has a forbidden one', () => {
    const text = /\.(tsx?|[cm]?js|json|ya?ml|md|sh)$|(^|\/)(run|\.[a-z]+(rc|ignore|attributes|config)?)$/
    const files = listFiles('.', text).filter((path) => !path.endsWith('package-lock.json'))
    expect(files.length).toBeGreaterThan(20)
    expect(files.map(read).flatMap(wordBreaches)).toEqual([])
  })

  test.each(['// TOD' + 'O: later', "readFile('/roo" + "t/a')", 'see Issu' + 'e 7', 'cd /wor' + 'k/x'])(
    '%s is found',
    (line) => {
      expect(wordBreaches({ path: 'a.ts', text: `\n${line}` })).toEqual([expect.stringContaining('a.ts:2 has')])
    },
  )

  test.each(['a/work/b', 'GET /todos', 'https://example.test/root/'])('%s is free', (line) => {
    expect(wordBreaches({ path: 'a.ts', text: line })).toEqual([])
  })
})
