/** What the pages point at is there: every relative link, and every command and option of ours that they name. */
import type { Command } from 'commander'
import { existsSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadWholeProgram } from '../../src/cli/program.ts'
import { read, root, type File } from '../house/tree.ts'
import { createTestWorld } from '../support/cli-world.ts'
import { anchors, code, links, pages } from './markdown.ts'

const program = await loadWholeProgram(createTestWorld())

/** One line per link that leads nowhere. */
function deadLinks({ path, text }: File): string[] {
  return links(text)
    .filter((link) => !/^[a-z]+:/.test(link))
    .flatMap((link) => {
      const [file = '', anchor] = link.split('#')
      const target = file === '' ? path : normalize(join(dirname(path), file))
      if (!existsSync(join(root, target))) return [`${path} links to ${link}: there is no ${target}`]
      if (anchor === undefined || anchors(read(target).text).includes(anchor)) return []
      return [`${path} links to ${link}: ${target} has no such heading`]
    })
}

const spellings = (command: Command): string[] => [
  ...['-h', '--help'],
  ...command.options.flatMap(({ short, long }) => [short, long].filter((one) => one !== undefined)),
]
const everywhere = (command: Command): string[] => [...spellings(command), ...command.commands.flatMap(everywhere)]
const known = new Set(everywhere(program))

/** Options among the words, without their values. */
const optionsOf = (words: readonly string[]) =>
  words.filter((word) => /^--?[a-zA-Z]/.test(word)).map((word) => word.replace(/[=,].*$/, ''))

const invocation = /(?:^|[\s"(`])(?:middlebox|mbx|npm start(?: --silent)? --|node bin\/middlebox\.js) (.*)$/

/** One line per command or option of an invocation that the program does not have. */
function wrongWords(line: string): string[] {
  const rest = invocation.exec(line)?.[1]
  if (rest === undefined) return []
  const [ours = ''] = `${rest.replace(/'[^']*'|"[^"]*"/g, 'text')} `.split(/ -- | #|[|;)>&]/)
  const words = ours.split(/\s+/).filter((word) => word !== '')
  let command = program
  const path = []
  for (const word of words) {
    const below = command.commands.find((one) => one.name() === word)
    if (below === undefined) break
    command = below
    path.push(word)
  }
  const [next] = words.slice(path.length)
  const misses = command === program || command.name() === 'ca'
  if (misses && next !== undefined && /^[a-z]+$/.test(next)) return [`no command ${[...path, next].join(' ')}`]
  const allowed = new Set([...spellings(program), ...spellings(command)])
  return optionsOf(words).flatMap((option) => (allowed.has(option) ? [] : [`no option ${option} of ${line.trim()}`]))
}

/** A code span that begins with a dash names options of ours; those of other programs stand with the program's name. */
const wrongSpan = (span: string): string[] =>
  span.startsWith('-')
    ? optionsOf(span.split(' -- ')[0]!.split(/\s+/)).flatMap((option) =>
        known.has(option) ? [] : [`no option ${option}`],
      )
    : wrongWords(span)

function wrongCode({ path, text }: File): string[] {
  const { lines, spans } = code(text)
  return [...lines.flatMap(wrongWords), ...spans.flatMap(wrongSpan)].map((problem) => `${path}: ${problem}`)
}

describe('links', () => {
  test('every relative one leads somewhere', () => {
    expect(pages().map(({ path }) => path)).toContain('README.md')
    expect(pages().flatMap(deadLinks)).toEqual([])
  })

  test.each(['[a](gone.md)', '[a](README.md#no-such-heading)', '[a](#nor-this)'])('%s is found', (text) => {
    expect(deadLinks({ path: 'CHANGELOG.md', text })).toHaveLength(1)
  })

  test('links in code are none', () => {
    expect(deadLinks({ path: 'a.md', text: '`[a](b)`\n```\n[a](b)\n```\n' })).toEqual([])
  })
})

describe('commands and options', () => {
  test('every one that a page names is there', () => {
    // The changelog tells of what was and what will be.
    expect(
      pages()
        .filter(({ path }) => path !== 'test/bench/README.md')
        .flatMap(wrongCode),
    ).toEqual([])
  })

  test.each([
    '`--no-such-option`',
    '`middlebox frobnicate`',
    '`eval "$(middlebox ca environment)"`',
    '```\n$ middlebox run --nope -- curl -s\n```\n',
    '```\n$ npm start -- --nope\n```\n',
  ])('%s is found', (text) => {
    expect(wrongCode({ path: 'a.md', text })).toHaveLength(1)
  })

  test.each(['`middlebox run -q -- curl --fail`', '`--listen-port 0`', '`curl --fail`', '`-p 9000`'])(
    '%s is right',
    (text) => {
      expect(wrongCode({ path: 'a.md', text })).toEqual([])
    },
  )
})
