import { describe, expect, test } from 'vitest'
import { gzipSync } from 'node:zlib'
import { join } from 'node:path'
import { makeTemporaryDirectory, readText, writeAtomic } from '../../../src/kit/files.ts'
import { rawOrigin } from '../../support/raw.ts'
import { closingOrigin, runSend } from '../../support/send.ts'
import { closedPort } from '../../support/servers.ts'

const ok = 'HTTP/1.1 200 Fine\r\nx-A: 1\r\nContent-Length: 3\r\n\r\nok\n'

test('a URL: the body on stdout, the head exactly as sent and, with -i, as received', async () => {
  await using origin = await closingOrigin(ok)
  expect(await runSend([`127.0.0.1:${origin.port}/x`])).toMatchObject({ out: 'ok\n', err: '', code: 0 })
  expect(await runSend([`http://127.0.0.1:${origin.port}/x`, '-i'])).toMatchObject({ out: ok, code: 0 })
  expect(origin.connections[0]!.received()).toMatch(
    /^GET \/x HTTP\/1\.1\r\nHost: 127\.0\.0\.1:\d+\r\nUser-Agent: middlebox\/[\d.]+\r\nAccept: \*\/\*\r\n\r\n$/,
  )
})

test('method, fields and data on top of a curl command', async () => {
  await using origin = await closingOrigin(ok, /\r\n\r\nb$/)
  const world = await runSend([
    `curl http://127.0.0.1:${origin.port}/ -H 'A: 1' -L -d a`,
    '-X',
    'PUT',
    '-H',
    'A: 2',
    '-H',
    'accept:',
    '-d',
    'b',
  ])
  expect(world).toMatchObject({ out: 'ok\n', code: 0 })
  expect(world.err).toBe('middlebox: ignored in the curl command: -L (redirects are shown, not followed)\n')
  expect(origin.connections[0]!.received()).toMatch(
    /^PUT \/[^]*\r\nA: 2\r\nContent-Length: 1\r\nContent-Type: application\/x-www-form-urlencoded\r\n\r\nb$/,
  )
  expect(origin.connections[0]!.received()).not.toContain('Accept')
})

test('a request on standard input, a body from a file', async () => {
  await using home = await makeTemporaryDirectory()
  await using origin = await closingOrigin(ok, /\r\n\r\n\0\xff$/)
  await writeAtomic(join(home.path, 'data'), Uint8Array.of(0, 255))
  const stdin = async () => Buffer.from(`POST http://127.0.0.1:${origin.port}/ HTTP/1.1\n\n`)
  expect(await runSend(['-', '-d', '@data'], { stdin, cwd: () => home.path })).toMatchObject({ out: 'ok\n', code: 0 })
  expect(await runSend(['-', '-d', '@-'], { stdin })).toMatchObject({ code: 2 })
})

test('decoded when asked, by us or by the curl command', async () => {
  const body = gzipSync('hello')
  const head = `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${body.length}\r\n\r\n`
  await using origin = await closingOrigin(head + body.toString('latin1'))
  const url = `http://127.0.0.1:${origin.port}/`
  expect((await runSend([url])).out).toBe(body.toString('latin1'))
  expect((await runSend([url, '--decoded'])).out).toBe('hello')
  expect((await runSend([`curl --compressed ${url}`])).out).toBe('hello')
})

describe('what goes wrong', () => {
  test('nobody there', async () => {
    const world = await runSend([`http://127.0.0.1:${await closedPort()}/`])
    expect(world).toMatchObject({ out: '', code: 1 })
    expect(world.err).toMatch(/^middlebox: 127\.0\.0\.1 refused the connection on port \d+\n {2}Is it running/)
  })
  test('the body breaks off: what came is there', async () => {
    await using origin = await closingOrigin('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npart')
    const world = await runSend([`http://127.0.0.1:${origin.port}/`])
    expect(world).toMatchObject({ out: 'part', code: 1 })
    expect(world.err).toContain('closed the connection before the response was complete')
  })
  test('--fail', async () => {
    await using origin = await closingOrigin('HTTP/1.1 404 Gone Fishing\r\nContent-Length: 3\r\n\r\nno\n')
    const url = `http://127.0.0.1:${origin.port}/`
    expect(await runSend([url])).toMatchObject({ out: 'no\n', code: 0 })
    expect(await runSend([url, '--fail'])).toMatchObject({
      out: '',
      err: 'middlebox: the answer was 404 Gone Fishing\n',
      code: 1,
    })
    expect(await runSend([url, '--fail', '-n', '2'])).toMatchObject({ code: 1 })
  })
  test.each([
    [['nope'], 'Expected a URL, a curl command in quotes, or a file, got "nope"'],
    [['http://a/', '-n', '0'], '-n: Expected a number from 1'],
    [['http://a/', '--concurrency', 'x'], '--concurrency: Expected a number'],
    [['http://a/', '--http2', '--http1.1'], 'Expected --http1.1 or --http2, got both'],
    [['http://a/', '-n', '2', '-o', 'x'], 'Expected -o with one request'],
    [['http://a/', '-H', 'x'], '--header: Expected a header field'],
    [['http://a/', '-X', 'a b'], '--method: Expected a method'],
    [['http://a/', '-d', '@/nonexistent'], 'Expected a file to read, got "/nonexistent", which does not exist.'],
    [['curl http://a/ --resolve x'], '--resolve: Expected host:port:address'],
    [[], 'Expected REQUEST after middlebox send, got none.'],
  ])('%j', async (args, message) => {
    const world = await runSend(args)
    expect(world).toMatchObject({ out: '', code: 2 })
    expect(world.err).toContain(`middlebox: ${message}`)
  })
})

test('options of the curl command decide the connection', async () => {
  await using origin = await closingOrigin(ok)
  const line = `curl http://pinned.test:${origin.port}/ --resolve pinned.test:${origin.port}:127.0.0.1`
  expect(await runSend([line])).toMatchObject({ out: 'ok\n', code: 0 })
})

test('-o writes to a file', async () => {
  await using home = await makeTemporaryDirectory()
  await using origin = await closingOrigin(ok)
  expect(await runSend([`http://127.0.0.1:${origin.port}/`, '-o', 'x', '-i'], { cwd: () => home.path })).toMatchObject({
    out: '',
    code: 0,
  })
  expect(await readText(join(home.path, 'x'))).toBe(ok)
})

test('-v tells of the connection', async () => {
  await using origin = await closingOrigin(ok)
  const { err, out } = await runSend([`http://127.0.0.1:${origin.port}/`, '-v'])
  expect(out).toBe('ok\n')
  expect(err).toMatch(
    /^\* 127\.0\.0\.1 port \d+, http\/1\.1\n> GET \/ HTTP\/1\.1\n[^]*< HTTP\/1\.1 200 Fine\n[^]*\* .*3 B\n$/,
  )
})

describe('many', () => {
  const origin = () => rawOrigin((connection) => void connection.socket.on('data', () => connection.send(ok)))

  test('are summed up on stderr, their bodies kept back', async () => {
    await using server = await origin()
    const world = await runSend([`http://127.0.0.1:${server.port}/`, '-n', '5', '--concurrency', '2'])
    expect(world).toMatchObject({ out: '', code: 0 })
    expect(world.err).toMatch(
      /^middlebox: 5 requests in .*, 2 at a time: 5 × 200\nmiddlebox: latency: min .* max .*\n$/,
    )
    expect(server.connections.length).toBeLessThanOrEqual(2)
  })
  test('-v prints the bodies', async () => {
    await using server = await origin()
    expect((await runSend([`http://127.0.0.1:${server.port}/`, '-n', '3', '-v'])).out).toBe('ok\n'.repeat(3))
  })
  test('a signal ends it with what there is', async () => {
    await using server = await rawOrigin()
    const running = Promise.withResolvers<(signal: 'SIGINT') => void>()
    const done = runSend([`http://127.0.0.1:${server.port}/`, '-n', '9'], {
      onSignal: (heard) => (running.resolve(heard), () => {}),
    })
    const connection = await server.connection()
    ;(await running.promise)('SIGINT')
    connection.send(ok)
    expect((await done).err).toContain('1 request in')
  })
  test('one failure is a failure', async () => {
    expect(await runSend([`http://127.0.0.1:${await closedPort()}/`, '-n', '2'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('failed 2 ×: 127.0.0.1 refused'),
    })
  })
})
