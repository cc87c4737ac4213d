import { describe, expect, test } from 'vitest'
import { ask, world } from '../support/origin.ts'

const accepting = (accept: string) => ({ fields: ['Host', 'middlebox.test', 'Accept', accept] })

describe('/', () => {
  test.each(['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/plain, TEXT/HTML;q=0.5'])(
    'is HTML for %s',
    async (accept) => {
      const { field, text } = await ask('/', accepting(accept))
      expect(field('content-type')).toBe('text/html; charset=utf-8')
      expect(text).toMatch(/^<!doctype html>/)
    },
  )

  test.each(['*/*', 'text/plain', 'text/html;q=0', 'application/json'])('is text for %s', async (accept) => {
    const { field, text } = await ask('/', accepting(accept))
    expect(field('content-type')).toBe('text/plain; charset=utf-8')
    expect(text).toMatch(/^Middlebox\n/)
  })

  test('is text when nothing is said, and says that it depends on Accept', async () => {
    const { field } = await ask('/')
    expect(field('content-type')).toBe('text/plain; charset=utf-8')
    expect(field('vary')).toBe('Accept')
  })

  test.each(['*/*', 'text/html'])('%s shows the fingerprint', async (accept) => {
    expect((await ask('/', accepting(accept))).text).toContain(world.authority.certificate.fingerprint256)
  })

  test('as HTML may load, run and send nothing', async () => {
    const { field } = await ask('/', accepting('text/html'))
    expect(field('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'/)
    expect(field('x-content-type-options')).toBe('nosniff')
  })
})
