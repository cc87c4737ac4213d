import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readYaml } from '../../src/config/yaml-source.ts'
import { MiddleboxError } from '../../src/model/errors.ts'

describe('readYaml', () => {
  test('keys and values know line and column', async () => {
    const entries = await readYaml(
      '# first\nlistenPort: 80\nlimits:\n  headBytes: 1k\nignoreHosts: [a, "b"]\n',
      'm.yml',
    )
    expect(entries).toEqual([
      { key: 'listenPort', where: 'm.yml:2:1', value: { where: 'm.yml:2:13', kind: 'scalar', value: 80 } },
      {
        key: 'limits',
        where: 'm.yml:3:1',
        value: {
          where: 'm.yml:4:3',
          kind: 'map',
          entries: [
            { key: 'headBytes', where: 'm.yml:4:3', value: { where: 'm.yml:4:14', kind: 'scalar', value: '1k' } },
          ],
        },
      },
      {
        key: 'ignoreHosts',
        where: 'm.yml:5:1',
        value: {
          where: 'm.yml:5:14',
          kind: 'list',
          items: [
            { where: 'm.yml:5:15', kind: 'scalar', value: 'a' },
            { where: 'm.yml:5:18', kind: 'scalar', value: 'b' },
          ],
        },
      },
    ])
  })

  test.each(['', '# only a comment\n', '---\n', 'null'])('%j says nothing', async (text) => {
    expect(await readYaml(text, 'm.yml')).toEqual([])
  })

  test('aliases stand for what they name', async () => {
    const entries = await readYaml('cacert: &files [a]\nkey: *files\n', 'm.yml')
    expect(entries[1]?.value).toMatchObject({ where: 'm.yml:2:6', kind: 'list', items: [{ value: 'a' }] })
  })

  test.each([
    ['a: [1,\nb: 2', /^m\.yml:2:1: Flow sequence/],
    ['a: 1\na: 2', /^m\.yml:2:1: Map keys must be unique\.$/],
    ['- a', /^m\.yml:1:1: Expected a map of options such as "listenPort: 8080", got a list\.$/],
    ['a: 1\n---\nb: 2', /^m\.yml:2:1: Expected one document, got a second one\.$/],
    ['hello', /^m\.yml:1:1: .*got a single value\.$/],
    ['a: &a [*a]', /^m\.yml:1:7: Expected at most/],
    ['a: *none', /^m\.yml:1:4: /],
  ])('%j is refused with its place', async (text, message) => {
    await expect(readYaml(text, 'm.yml')).rejects.toThrowError(message)
  })

  test('aliases that multiply are stopped', async () => {
    const lines = ['l0: &l0 [x]']
    for (let at = 1; at < 12; at++) lines.push(`l${at}: &l${at} [${`*l${at - 1},`.repeat(10)}]`)
    await expect(readYaml(lines.join('\n'), 'm.yml')).rejects.toThrowError(/Expected at most 250000 values/)
  }, 30_000)

  test('whatever the text, it is read or refused with a place', async () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '\n',
      '- ',
      '[',
      ']',
      '{',
      '}',
      '&a ',
      '*a',
      '"',
      "'",
      '|',
      '? ',
      '!!binary ',
      '\t',
      '  ',
      ',',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        try {
          await readYaml(pieces.join(''), 'm.yml')
        } catch (error) {
          expect(error).toBeInstanceOf(MiddleboxError)
          expect((error as Error).message).toMatch(/^m\.yml:\d+:\d+: /)
        }
      }),
    )
  })
})
