import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { contentSecurityPolicy, homeHtml } from '../../src/origin/home-html.ts'
import { buildHome } from '../support/home.ts'

describe('the page as HTML', () => {
  const html = homeHtml(buildHome())

  test('escapes what came from elsewhere', () => {
    expect(html).toContain('Middlebox CA (&#60;me&#62;)')
    expect(html).toContain('<pre><code>trust &#34;it&#34;</code></pre>')
    const evil = buildHome()
    const attack = { ...evil, visit: { ...evil.visit, lines: ['<script>alert(1)</script>'] } }
    expect(homeHtml(attack)).not.toContain('<script')
  })

  test('links the origin, the downloads and the pages', () => {
    expect(html).toContain('<a href="http://middlebox.test/">http://middlebox.test/</a> &#38; elsewhere')
    for (const path of ['/ca.pem', '/ca.der', '/ca.p12', '/ca.mobileconfig']) expect(html).toContain(`href="${path}"`)
    expect(html).toContain('<a href="/bytes/1024">/bytes/N</a>')
  })

  test('has one style, which the policy allows by its digest, and nothing else that loads or runs', () => {
    const styles = [...html.matchAll(/<style>([\s\S]*?)<\/style>/g)]
    expect(styles).toHaveLength(1)
    const digest = createHash('sha256').update(styles[0]![1]!).digest('base64')
    expect(contentSecurityPolicy).toContain(`style-src 'sha256-${digest}'`)
    expect(html).not.toMatch(/<(script|img|link|iframe|form)\b|\sstyle=|\son\w+=/)
  })

  test('fits a phone', () => {
    expect(html).toContain('<meta name="viewport" content="width=device-width, initial-scale=1">')
  })
})
