import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { collect, pour, pourDecoded } from '../../../../src/cli/commands/send/pour.ts'
import { BodyStream, BytesBody } from '../../../../src/kit/body.ts'

type Done = (error?: Error | null) => void

function stage() {
  const asked: string[] = []
  const pending: Done[] = []
  const body = new BodyStream(null, {
    pauseBody: () => asked.push('pause'),
    resumeBody: () => asked.push('resume'),
    cancelBody: () => asked.push('cancel'),
  })
  const ended = pour(body, { body: (_, done) => void pending.push(done) })
  return { body, asked, pending, ended }
}
const big = new Uint8Array(300 * 1024)
const failure = { code: 'upstream_reset', message: 'x', leg: 'upstream' as const }

describe('pour', () => {
  test('the server waits while the outlet does', () => {
    const { body, asked, pending } = stage()
    body.push(big)
    expect(asked).toEqual(['pause'])
    pending[0]!()
    expect(asked).toEqual(['pause', 'resume'])
  })
  test('ends when all is out', async () => {
    const { body, pending, ended } = stage()
    body.push(big)
    pending[0]!()
    body.push(big)
    body.finish()
    pending[1]!()
    expect(await ended).toBeUndefined()
  })
  test('an outlet that fails stops the server, also when it fails at the very end', async () => {
    const { body, asked, pending, ended } = stage()
    body.push(new Uint8Array(1))
    pending[0]!(new Error('full'))
    expect(asked).toContain('cancel')
    expect(await ended).toMatchObject({ error: { message: 'full' } })
    const late = stage()
    late.body.push(new Uint8Array(1))
    late.body.finish()
    late.pending[0]!(new Error('full'))
    expect(await late.ended).toMatchObject({ error: { message: 'full' } })
  })
  test('a body that breaks off', async () => {
    const { body, pending, ended } = stage()
    body.push(new Uint8Array(1))
    body.abort(failure)
    pending[0]!()
    expect(await ended).toEqual({ failure })
  })
})

test('collect gives up past its limit', async () => {
  expect((await collect(new BytesBody(Buffer.from('abc')), 3)).chunks).toHaveLength(1)
  expect((await collect(new BytesBody(Buffer.from('abcd')), 3)).broken).toMatchObject({
    error: { code: 'output_failed' },
  })
})

test('decoded as far as it goes, and what was wrong', async () => {
  const read = async (bytes: Uint8Array, encoding: string) => {
    let out = ''
    const broken = await pourDecoded(new BytesBody(bytes), encoding, {
      body: (piece, done) => ((out += Buffer.from(piece).toString()), done()),
    })
    return [out, broken && 'error' in broken ? broken.error.message : undefined]
  }
  const zipped = gzipSync('hello')
  expect(await read(zipped, 'gzip')).toEqual(['hello', undefined])
  expect((await read(zipped.subarray(0, -4), 'gzip'))[1]).toBe(
    'Expected a body in "gzip", got an encoded body that ends too early.',
  )
  expect(await read(Buffer.from('x'), 'odd')).toEqual(['x', expect.stringContaining('a coding unknown here')])
})
