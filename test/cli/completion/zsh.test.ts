import { describe, expect, test } from 'vitest'
import { quote } from '../../../src/cli/completion/shell-cases.ts'
import { zshCompletion } from '../../../src/cli/completion/zsh.ts'
import { makeTemporaryDirectory } from '../../../src/kit/files.ts'
import { hasShell, linesOf, makeScript } from '../../support/completion.ts'

const script = await makeScript(zshCompletion)

/** The completion system's own functions work only while a key is pressed: these say what they were asked. */
const system = `
compdef() {}
compadd() { shift; print -l "word $^@" }
compset() { PREFIX="\${PREFIX#*=}" }
_files() { print files }
_command_names() { print commands }
_describe() { for one in "\${(@P)argv[-1]}"; do print -r -- "$argv[-2] $one"; done }
`

test('works as a file in fpath and sourced', () => {
  expect(script).toMatch(/^#compdef middlebox mbx\n/)
  expect(script).toMatch(/compdef _middlebox middlebox mbx; fi\n$/)
})

describe.skipIf(!(await hasShell('zsh')))('in zsh', () => {
  const complete = async (...words: string[]) => {
    await using home = await makeTemporaryDirectory()
    const line = `words=(${words.map(quote).join(' ')}); CURRENT=${words.length}; PREFIX=${quote(words.at(-1)!)}; _middlebox`
    return await linesOf('zsh', `${system}\n${script}\n${line}`, { home: home.path })
  }

  test.each<[string[], string]>([
    [['mbx', ''], 'command completion:completion script for bash, zsh or fish'],
    [['mbx', '-'], 'option --listen-port:port to listen on; 0 = any free port [8080]'],
    [['mbx', '-'], "option --view:show only what matches: '~c >=400'"],
    [['mbx', '-p', '9', 'ca', ''], 'command export:the certificate, never the key'],
    [['mbx', '--framing', ''], 'word tolerant'],
    [['mbx', '--framing=t'], 'word tolerant'],
    [['mbx', '--cacert', ''], 'files'],
    [['mbx', 'completion', ''], 'command fish'],
    [['mbx', 'run', '--', ''], 'commands'],
    [['mbx', 'run', '--', 'ls', ''], 'files'],
  ])('%j offers %j', async (words, expected) => {
    expect(await complete(...words)).toContain(expected)
  })

  test('what only the user knows is left to them', async () => {
    expect(await complete('mbx', '-p', '')).toEqual([])
  })
})
