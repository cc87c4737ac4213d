import { describe, expect, test } from 'vitest'
import { curl } from '../../src/clients/curl.ts'
import { environmentFindings, findingsFor, listFindings } from '../../src/clients/findings.ts'
import type { CaFileFacts } from '../../src/clients/findings.ts'
import { git } from '../../src/clients/git.ts'
import { java } from '../../src/clients/java.ts'
import { nodeFetch, nodeHttp } from '../../src/clients/node.ts'
import { npm } from '../../src/clients/npm.ts'
import { pip } from '../../src/clients/python.ts'
import { wget } from '../../src/clients/wget.ts'

const http = { scheme: 'http', host: 'api.example.com', port: 80 } as const
const https = { scheme: 'https', host: 'api.example.com', port: 443 } as const
const noFiles = () => undefined
const files = (known: Record<string, CaFileFacts>) => (file: string) => known[file]

describe('findingsFor', () => {
  test('nothing to say is nothing', () => {
    expect(findingsFor(curl, https, {}, noFiles)).toEqual([])
    expect(findingsFor(curl, https, { https_proxy: 'http://p:1' }, noFiles)).toEqual([])
  })

  test('HTTP_PROXY in capitals is not read by curl', () => {
    expect(findingsFor(curl, http, { HTTP_PROXY: 'http://p:1' }, noFiles)).toEqual([
      { mark: 'warn', text: 'HTTP_PROXY is not read', fix: 'export http_proxy="$HTTP_PROXY"' },
    ])
    expect(findingsFor(wget, https, { ALL_PROXY: 'http://p:1' }, noFiles)).toEqual([
      { mark: 'warn', text: 'ALL_PROXY is not read', fix: 'export https_proxy="$ALL_PROXY"' },
    ])
  })

  test('Node without NODE_USE_ENV_PROXY', () => {
    expect(findingsFor(nodeHttp, https, { HTTPS_PROXY: 'http://p:1' }, noFiles)).toEqual([
      {
        mark: 'warn',
        text: 'HTTPS_PROXY is not used: NODE_USE_ENV_PROXY is not 1',
        fix: 'export NODE_USE_ENV_PROXY=1',
      },
    ])
  })

  test('a proxy without a scheme, mended without showing its login', () => {
    const env = { NODE_USE_ENV_PROXY: '1', https_proxy: 'u:secret@p:1' }
    expect(findingsFor(nodeFetch, https, env, noFiles)).toEqual([
      { mark: 'bad', text: 'it goes direct or fails, by its version', fix: 'export https_proxy="http://$https_proxy"' },
    ])
  })

  test('an exception that this client reads otherwise', () => {
    const env = { NODE_USE_ENV_PROXY: '1', https_proxy: 'http://p:1', NO_PROXY: 'example.com' }
    expect(findingsFor(nodeHttp, https, env, noFiles)).toEqual([
      {
        mark: 'warn',
        text: 'example.com in NO_PROXY does not keep api.example.com from the proxy here',
        fix: 'export NO_PROXY="example.com,api.example.com"',
      },
    ])
    expect(findingsFor(nodeFetch, https, env, noFiles)).toEqual([])
    const mended = [expect.objectContaining({ fix: 'export NO_PROXY="*.example.com,api.example.com"' })]
    expect(findingsFor(npm, https, { ...env, NO_PROXY: '*.example.com' }, noFiles)).toEqual(mended)
    expect(findingsFor(wget, https, env, noFiles)).toEqual([
      expect.objectContaining({ fix: 'export no_proxy="example.com,api.example.com"' }),
    ])
  })

  test('a variable that a config overrules, unless both say the same', () => {
    const own = {
      'git http.proxy': {
        name: 'http.proxy',
        value: 'http://f:1',
        place: '~/.gitconfig:2',
        unset: 'git config --global --unset-all http.proxy',
      },
    }
    expect(findingsFor(git, https, { https_proxy: 'http://p:1' }, noFiles, own)).toEqual([
      {
        mark: 'warn',
        text: 'https_proxy is not used: http.proxy in ~/.gitconfig:2 decides',
        fix: 'git config --global --unset-all http.proxy',
      },
    ])
    expect(findingsFor(git, https, { https_proxy: 'f:1/' }, noFiles, own)).toEqual([])
    expect(findingsFor(git, https, {}, noFiles, own)).toEqual([])
  })

  test('an exception that an explicit proxy knows nothing of', () => {
    const env = { PIP_PROXY: 'http://p:1', NO_PROXY: 'example.com' }
    expect(findingsFor(pip, https, env, noFiles)).toEqual([
      {
        mark: 'warn',
        text: 'example.com in NO_PROXY does not keep api.example.com from the proxy here: with PIP_PROXY there are no exceptions',
      },
    ])
  })

  test('verification off is a fact, and CA files then none', () => {
    const env = { GIT_SSL_NO_VERIFY: '0', GIT_SSL_CAINFO: '/gone.pem' }
    expect(findingsFor(git, https, env, noFiles)).toEqual([
      {
        mark: 'warn',
        text: 'accepts any certificate: GIT_SSL_NO_VERIFY=0, whatever its value',
        fix: 'unset GIT_SSL_NO_VERIFY',
      },
    ])
    const own = { 'curlrc insecure': { name: 'insecure', value: 'true', place: '~/.curlrc:1', unset: 'curl -q …' } }
    expect(findingsFor(curl, https, {}, noFiles, own)).toEqual([
      { mark: 'warn', text: 'accepts any certificate: insecure=true in ~/.curlrc:1', fix: 'curl -q …' },
    ])
  })

  test('a key store is not looked into, but has to be there', () => {
    const store = { name: 'javax.net.ssl.trustStore', value: '/s.p12', place: 'JAVA_TOOL_OPTIONS' }
    const found = (known: Record<string, CaFileFacts>) =>
      findingsFor(java, https, {}, files(known), { 'java trustStore': store })
    expect(found({ '/s.p12': { certificates: 0, ours: false } })).toEqual([])
    expect(found({})).toEqual([
      { mark: 'bad', text: 'javax.net.ssl.trustStore in JAVA_TOOL_OPTIONS: there is no file /s.p12' },
    ])
  })

  test('a CA file that is not there, or holds none', () => {
    const env = { GIT_SSL_CAINFO: '/ca.pem' }
    expect(findingsFor(git, https, env, noFiles)).toEqual([
      { mark: 'bad', text: 'GIT_SSL_CAINFO: there is no file /ca.pem', fix: 'unset GIT_SSL_CAINFO' },
    ])
    const empty = files({ '/ca.pem': { certificates: 0, ours: false } })
    expect(findingsFor(git, https, env, empty)[0]?.text).toBe('GIT_SSL_CAINFO: /ca.pem holds no PEM certificate')
  })

  test('a file with one certificate replaces the store, unless every certificate comes from us', () => {
    const env = { SSL_CERT_FILE: '/ca.pem' }
    const one = files({ '/ca.pem': { certificates: 1, ours: true } })
    expect(findingsFor(curl, https, env, one)).toEqual([
      {
        mark: 'warn',
        text: "SSL_CERT_FILE replaces the system's roots with 1 certificate",
        fix: 'unset SSL_CERT_FILE',
      },
    ])
    expect(findingsFor(curl, https, { ...env, https_proxy: 'http://p:1' }, one)).toEqual([])
    expect(findingsFor(curl, https, env, files({ '/ca.pem': { certificates: 140, ours: true } }))).toEqual([])
    expect(findingsFor(nodeHttp, https, { NODE_EXTRA_CA_CERTS: '/ca.pem' }, one)).toEqual([])
  })
})

test('environmentFindings: the two spellings of a variable differ', () => {
  expect(environmentFindings({ http_proxy: 'http://a', HTTP_PROXY: 'http://b', no_proxy: 'x', NO_PROXY: 'x' })).toEqual(
    [
      {
        mark: 'warn',
        text: 'http_proxy and HTTP_PROXY differ: most clients take http_proxy, Go, Deno and Perl HTTP_PROXY',
        fix: 'export HTTP_PROXY="$http_proxy"',
      },
    ],
  )
})

test('environmentFindings: a switch of Python 2 is told to be none', () => {
  expect(environmentFindings({ PYTHONHTTPSVERIFY: '1' })).toEqual([])
  expect(environmentFindings({ PYTHONHTTPSVERIFY: '0' })).toEqual([
    {
      mark: 'warn',
      text: 'PYTHONHTTPSVERIFY=0 does nothing in Python 3: certificates are verified',
      fix: 'unset PYTHONHTTPSVERIFY',
    },
  ])
})

describe('listFindings', () => {
  const texts = (NO_PROXY: string) => listFindings({ NO_PROXY }).map(({ text }) => text.split(':')[0])

  test('names what some clients cannot read', () => {
    expect(texts('example.com,.corp.test,10.1.2.3')).toEqual([])
    expect(texts('10.0.0.0/8,fd00::/8')).toEqual([expect.stringMatching(/^10\.0\.0\.0\/8, fd00/)])
    expect(texts('*.corp.test')).toEqual(['*.corp.test'])
    expect(texts('a.test b.test')).toEqual([expect.stringContaining('blanks')])
    expect(texts('a.test, b.test')).toEqual([])
    expect(texts('*')).toEqual([])
  })

  test('offers one list that all can read', () => {
    const fixes = new Set(listFindings({ no_proxy: '*.a.test b.test' }).map(({ fix }) => fix))
    expect([...fixes]).toEqual(['export no_proxy=".a.test,b.test"'])
    expect(listFindings({ NO_PROXY: 'a.test,*' })).toEqual([expect.objectContaining({ fix: 'export NO_PROXY="*"' })])
  })
})
