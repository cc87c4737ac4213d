import { describe, expect, test } from 'vitest'
import { isCurlLine, readCurl } from '../../src/formats/curl.ts'
import { toPairs } from '../../src/kit/fields.ts'

const doors = { read: async () => Buffer.from('file'), boundary: () => 'B' }
const read = (line: string) => readCurl(line, 'us/1', 'the command', doors)
const head = async (line: string) => {
  const { request } = await read(line)
  return [`${request.method} ${request.url}`, ...toPairs(request.fields).map(([name, value]) => `${name}: ${value}`)]
}

test('what a curl command looks like', () => {
  expect(['curl x', ' $ curl x', 'curl.exe x', 'curl\n x'].map(isCurlLine)).toEqual([true, true, true, true])
  expect(['curl', 'curly x', 'http://curl x'].map(isCurlLine)).toEqual([false, false, false])
})

test("curl's own fields in its order", async () => {
  const line = 'curl -u a:b -A ua -e http://r/ -b c=d -b e=f -r 0-5 -H "X: 1" -d x=y --compressed http://h:81/p'
  expect(await head(line)).toEqual([
    'POST http://h:81/p',
    'Host: h:81',
    'Authorization: Basic YTpi',
    'Range: bytes=0-5',
    'User-Agent: ua',
    'Accept: */*',
    'Accept-Encoding: deflate, gzip, br, zstd',
    'Referer: http://r/',
    'Cookie: c=d; e=f',
    'X: 1',
    'Content-Length: 3',
    'Content-Type: application/x-www-form-urlencoded',
  ])
})

test('as Chromium copies it', async () => {
  const line = `curl 'https://api.test/v1/items?q=a%20b' \\
  -X 'PUT' \\
  -H 'accept: application/json' \\
  -H 'accept-language: en-US,en;q=0.9' \\
  -H 'content-type: application/json' \\
  -b 'session=abc; theme=dark' \\
  -H 'sec-ch-ua: "Chromium";v="140", "Not=A?Brand";v="24"' \\
  -H 'user-agent: Mozilla/5.0' \\
  --data-raw $'{"text":"it\\'s \\u0021\\n"}'`
  expect(await head(line)).toEqual([
    'PUT https://api.test/v1/items?q=a%20b',
    'Host: api.test',
    'Cookie: session=abc; theme=dark',
    'accept: application/json',
    'accept-language: en-US,en;q=0.9',
    'content-type: application/json',
    'sec-ch-ua: "Chromium";v="140", "Not=A?Brand";v="24"',
    'user-agent: Mozilla/5.0',
    'Content-Length: 18',
  ])
  expect((await read(line)).request.body).toEqual(Buffer.from('{"text":"it\'s !\n"}'))
})

describe('fields of the user', () => {
  test('take the place of ours, Host in its place', async () => {
    expect(await head('curl h -H "User-Agent:" -H "host: other" -H "Accept;" -H "A: 1" -H "A: 2"')).toEqual([
      'GET http://h/',
      'host: other',
      'Accept: ',
      'A: 1',
      'A: 2',
    ])
  })
  test('a type taken away stays away; chunked needs no length', async () => {
    expect(await head('curl h -A "" -H accept: -d x -H content-type: -H "Transfer-Encoding: chunked"')).toEqual([
      'POST http://h/',
      'Host: h',
      'Transfer-Encoding: chunked',
    ])
  })
  test('user and password of the URL, a bearer token', async () => {
    expect(await head('curl u:p@h')).toContain('Authorization: Basic dTpw')
    expect(await head('curl h --oauth2-bearer t')).toContain('Authorization: Bearer t')
  })
})

test('methods', async () => {
  expect((await head('curl h'))[0]).toBe('GET http://h/')
  expect((await head('curl -I h'))[0]).toBe('HEAD http://h/')
  expect((await head('curl -XDELETE h -d a'))[0]).toBe('DELETE http://h/')
  expect((await head('curl -F a=b h'))[0]).toBe('POST http://h/')
})

test('-G puts the data into the URL', async () => {
  const { request } = await read("curl -G 'h/p?a=1#f' -d b=2 --data-urlencode 'c= '")
  expect(request).toMatchObject({ method: 'GET', url: 'http://h/p?a=1&b=2&c=%20' })
  expect(request.body).toBeUndefined()
})

test('--json', async () => {
  expect(await head("curl --json '{}' h")).toEqual([
    'POST http://h/',
    'Host: h',
    'User-Agent: us/1',
    'Accept: application/json',
    'Content-Length: 2',
    'Content-Type: application/json',
  ])
})

test('what is not about the request', async () => {
  const found = await read('curl -sSLkif --compressed -x http://p:1 --resolve a:1:1.2.3.4 -b jar.txt -o x h --http1.1')
  expect(found).toMatchObject({
    request: { protocol: 'http/1.1' },
    connection: [
      { flag: 'insecure', value: '' },
      { flag: 'proxy', value: 'http://p:1' },
      { flag: 'resolve', value: 'a:1:1.2.3.4' },
    ],
    include: true,
    fail: true,
    decoded: true,
    ignored: ['-L', '-b', '-o'],
  })
  expect((await read('curl h --http2')).request.protocol).toBe('auto')
  expect((await read('curl h --http2-prior-knowledge')).request.protocol).toBe('h2')
  expect(await read('curl h')).toMatchObject({ include: false, fail: false, decoded: false, ignored: [] })
})

test.each([
  ['curl -s', 'the command: Expected a URL in the curl command, got none.'],
  ['curl a b', 'Expected one URL, got "a" and "b".'],
  ['curl ^"http://a^"', 'Expected a curl command for bash, got one for cmd.'],
  ['curl h -H bad', 'Expected a header field'],
  ['curl h -X "A B"', 'Expected a method'],
])('%s is refused', async (line, message) => {
  await expect(read(line)).rejects.toThrow(message)
})
