import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { bashCompletion } from '../../../src/cli/completion/bash.ts'
import { quote } from '../../../src/cli/completion/shell-cases.ts'
import { makeTemporaryDirectory } from '../../../src/kit/files.ts'
import { hasShell, linesOf, makeScript } from '../../support/completion.ts'

const script = await makeScript(bashCompletion)

test('completes both names', () => {
  expect(script).toMatch(/^complete -F _middlebox middlebox mbx$/m)
})

describe.skipIf(!(await hasShell('bash')))('in bash', () => {
  const complete = async (...words: string[]) => {
    await using home = await makeTemporaryDirectory()
    await mkdir(join(home.path, 'a b'))
    await writeFile(join(home.path, 'a b', 'ca 1.pem'), '')
    const line = `COMP_WORDS=(${words.map(quote).join(' ')}); COMP_CWORD=${words.length - 1}; _middlebox; printf '%s\\n' "\${COMPREPLY[@]}"`
    return await linesOf('bash', `${script}\n${line}`, { home: home.path })
  }

  test.each<[string[], string[]]>([
    [
      ['mbx', 'c'],
      ['ca', 'completion'],
    ],
    [['mbx', 'ca', 'ex'], ['export']],
    [
      ['mbx', '--listen'],
      ['--listen-host', '--listen-port'],
    ],
    [['mbx', '-p', '9', 'ca', 'sh'], ['show']],
    [['mbx', '--config', 'ca', 'run', '--json-'], ['--json-file']],
    [
      ['mbx', '--framing', ''],
      ['strict', 'tolerant'],
    ],
    [['mbx', '--framing', '=', 't'], ['tolerant']],
    [
      ['mbx', '--framing', '='],
      ['strict', 'tolerant'],
    ],
    [['mbx', '-p', ''], []],
    [
      ['mbx', 'completion', ''],
      ['bash', 'fish', 'zsh'],
    ],
    [['mbx', 'help', 'doc'], ['doctor']],
    [['mbx', 'run', '--', 'cat', 'a'], ['a b']],
    [['mbx', '--cacert', 'a b/'], ['a b/ca 1.pem']],
  ])('%j', async (words, expected) => {
    expect(await complete(...words)).toEqual(expected)
  })

  test('the first word after -- is a command', async () => {
    expect(await complete('mbx', 'run', '--', 'bas')).toContain('bash')
  })
})
