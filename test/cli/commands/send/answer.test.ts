import { describe, expect, test } from 'vitest'
import { countAnswer, printAnswer } from '../../../../src/cli/commands/send/answer.ts'
import { BytesBody } from '../../../../src/kit/body.ts'
import type { ResponseHead } from '../../../../src/model/message.ts'
import type { Sender } from '../../../../src/session/send-request.ts'
import { createTestWorld } from '../../../support/cli-world.ts'

const request = { method: 'GET', url: 'http://middlebox.test/', fields: [] }
const wishes = { include: false, decoded: false, fail: false, output: undefined }
const head = (status: number): ResponseHead => ({ status, reason: '', version: '2', fields: [] })
const failing = (code: string): Sender => ({
  close: () => {},
  send: async () => ({ ok: false, id: '1', failure: { code, message: 'why', leg: 'upstream' } }),
})
const answering = (status: number, interim = false): Sender => ({
  close: () => {},
  async send(_, hear) {
    if (interim) hear?.(head(103))
    return { ok: true, id: '1', head: head(status), body: new BytesBody(Buffer.from('b')) }
  },
})

describe('printAnswer', () => {
  test('1xx heads before the final one, with -i', async () => {
    const world = createTestWorld()
    expect(await printAnswer(answering(200, true), request, { ...wishes, include: true }, world)).toBe(0)
    expect(world.out).toBe('HTTP/2 103\r\n\r\nHTTP/2 200\r\n\r\nb')
  })
  test('a failure is its cause, with the hint that fits', async () => {
    const fails = (code: string) => printAnswer(failing(code), request, wishes, createTestWorld())
    await expect(fails('dns_failed')).rejects.toMatchObject({
      code: 'dns_failed',
      message: 'why',
      hint: expect.stringContaining('-x http'),
    })
    await expect(fails('connect_refused')).rejects.toMatchObject({ hint: 'Is it running, on that port?', exitCode: 1 })
    await expect(fails('unheard_of')).rejects.toMatchObject({ code: 'internal' })
  })
  test('a reader that has gone is no failure, a full disk is', async () => {
    const broken = (code: string) =>
      createTestWorld({ stdout: (_, done) => done?.(Object.assign(new Error(code), { code })) })
    expect(await printAnswer(answering(200), request, wishes, broken('EPIPE'))).toBe(0)
    await expect(printAnswer(answering(200), request, wishes, broken('ENOSPC'))).rejects.toThrow('ENOSPC')
  })
  test('a switch of protocols is said', async () => {
    const world = createTestWorld()
    await printAnswer(answering(101), request, wishes, world)
    expect(world.err).toContain('switched protocols')
  })
})

test('countAnswer', async () => {
  expect(await countAnswer(answering(404), request, false, undefined)).toEqual({ status: 404 })
  expect(await countAnswer(failing('x'), request, false, undefined)).toEqual({ cause: 'why' })
})
