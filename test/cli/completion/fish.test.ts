import { describe, expect, test } from 'vitest'
import { fishCompletion } from '../../../src/cli/completion/fish.ts'
import { makeTemporaryDirectory } from '../../../src/kit/files.ts'
import { hasShell, linesOf, makeScript } from '../../support/completion.ts'

const script = await makeScript(fishCompletion)

test('declares options and commands for both names', () => {
  for (const name of ['middlebox', 'mbx']) {
    expect(script).toContain(`complete -c ${name} -n '__middlebox_at \\'\\'' -f -a 'run'`)
    expect(script).toContain(
      `complete -c ${name} -n '__middlebox_at \\'\\'' -s k -l insecure -d 'accept any certificate'`,
    )
  }
})

describe.skipIf(!(await hasShell('fish')))('in fish', () => {
  test.each<[string, string]>([
    ['mbx c', 'completion\tcompletion script for bash, zsh or fish'],
    ['mbx --listen-p', '--listen-port\tport to listen on; 0 = any free port [8080]'],
    ['mbx -p 9 ca ex', 'export\tthe certificate, never the key'],
    ['mbx --framing=t', '--framing=tolerant\tstrict, or tolerant of bare LF and folds [strict]'],
    ['middlebox completion ', 'zsh'],
    ['mbx run -- middlebox completion b', 'bash'],
  ])('%s offers %j', async (line, expected) => {
    await using home = await makeTemporaryDirectory()
    expect(await linesOf('fish', `${script}\ncomplete -C '${line}'`, { home: home.path })).toContain(expected)
  })
})
