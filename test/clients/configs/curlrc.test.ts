import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { curlrcOptions, readCurlrc } from '../../../src/clients/configs/curlrc.ts'
import { curl } from '../../../src/clients/curl.ts'
import { fileMachine, testHome } from '../../support/config-machine.ts'
import { testConfigs, testVerification } from '../../support/config-probe.ts'

const path = `${testHome}/.curlrc`

describe('readCurlrc', () => {
  test('names the line that decides: the last', async () => {
    const { settings } = await readCurlrc(fileMachine({ [path]: '# mine\nproxy = http://a:1\n--proxy "http://b:2"\n' }))
    expect(settings['curlrc proxy']).toEqual({
      name: 'proxy',
      value: 'http://b:2',
      place: '~/.curlrc:3',
      unset: 'curl -q …     # passes over ~/.curlrc',
    })
  })

  test('no-insecure takes insecure back', async () => {
    const { settings } = await readCurlrc(fileMachine({ [path]: 'insecure\nno-insecure\n' }))
    expect(settings['curlrc insecure']).toMatchObject({ value: 'false', place: '~/.curlrc:2' })
  })

  test('a bare SOCKS address gets its scheme', async () => {
    const { settings } = await readCurlrc(fileMachine({ [path]: 'socks5-hostname = p:1\n' }))
    expect(settings['curlrc proxy']?.value).toBe('socks5h://p:1')
  })

  test('only the first file that exists is read', async () => {
    const files = { '/c/.curlrc': 'silent\n', [path]: 'proxy = p:1\n' }
    expect(await readCurlrc(fileMachine(files, { env: { CURL_HOME: '/c' } }))).toEqual({ settings: {}, remarks: [] })
    expect(await readCurlrc(fileMachine({}))).toEqual({ settings: {}, remarks: [] })
  })

  test('a file that names itself ends', async () => {
    const options = await curlrcOptions(fileMachine({ [path]: `config = ${path}\nproxy = p:1\n` }))
    expect(options?.at(-1)).toMatchObject({ name: 'proxy', value: 'p:1' })
  })
})

test('clusters of letters are as many options, the last of which may take a word', async () => {
  const options = await curlrcOptions(fileMachine({ [path]: '-skx http://p:1\n-xhttp://q:2\n' }))
  expect(options?.map(({ name, value }) => [name, value])).toEqual([
    ['s', undefined],
    ['insecure', undefined],
    ['proxy', 'http://p:1'],
    ['proxy', 'http://q:2'],
  ])
})

test('any text is read', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string(), async (text) => {
      for (const { written } of (await curlrcOptions(fileMachine({ [path]: text }))) ?? [])
        expect(text).toContain(written)
    }),
  )
})

const file = (text: string) => ({ '.curlrc': text })
const env = { http_proxy: 'http://ENV' }
testConfigs(curl, {
  'name = value': { files: file('proxy = http://FILE\n'), env },
  'name: value, without a scheme': { files: file('proxy: FILE\n'), env },
  'name value': { files: file('proxy http://FILE  # mine\n'), env },
  '-x': { files: file('-xhttp://FILE\n'), env },
  'a cluster': { files: file('-sx http://FILE\n'), env },
  '--proxy=, which is no option': { files: file('--proxy=http://FILE\n'), env },
  quoted: { files: file('proxy="http://FILE"\n'), env },
  'an empty one': { files: file('proxy = ""\n'), env },
  'without a value': { files: file('proxy =\n'), env },
  socks: { files: file('socks5 = FILE\n'), env },
  preproxy: { files: file('preproxy = socks5://FILE\nproxy = http://ENV\n') },
  noproxy: { files: file('proxy = http://FILE\nnoproxy = example.invalid\n'), env },
  'noproxy "" against NO_PROXY': { files: file('noproxy = ""\n'), env: { ...env, NO_PROXY: 'example.invalid' } },
  'NO_PROXY holds': { files: file('proxy = http://FILE\n'), env: { NO_PROXY: 'example.invalid' } },
  'another file': { files: { ...file('config = other\n'), other: 'proxy = http://FILE\n' }, env },
  'in CURL_HOME': { files: { 'c/.curlrc': 'proxy = http://FILE\n', ...file('') }, env: { ...env, CURL_HOME: '~/c' } },
  'in .config': { files: { '.config/curlrc': 'proxy = http://FILE\n' }, env },
})
testVerification(curl, {
  plain: { files: {} },
  insecure: { files: file('insecure\n') },
  '-k': { files: file('-sk\n') },
  'taken back': { files: file('insecure\nno-insecure\n') },
})
