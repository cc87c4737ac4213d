/** The first page as HTML: one file, no script, nothing loaded, readable on a phone and in the dark. */
import { createHash } from 'node:crypto'
import type { Section, Step } from './guide.ts'
import type { Home } from './home.ts'
import { homeStyle } from './home-style.ts'
import type { Page } from './page.ts'

const digest = createHash('sha256').update(homeStyle).digest('base64')

/** Only this page's own style may apply, and nothing may be loaded, sent or framed. */
export const contentSecurityPolicy = `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

const downloads: readonly [path: string, label: string][] = [
  ['/ca.pem', 'PEM'],
  ['/ca.der', 'DER'],
  ['/ca.p12', 'P12'],
  ['/ca.mobileconfig', 'mobileconfig'],
]

export function homeHtml({ visit, ca, guide, pages }: Home): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Middlebox</title>
<style>${homeStyle}</style>
</head>
<body>
<main>
<h1>Middlebox</h1>
<div class="visit ${visit.how}">
${visit.lines.map((line) => `<p>${linked(line)}</p>`).join('\n')}
</div>
<h2>CA certificate</h2>
<p class="downloads">${downloads.map(([path, label]) => link(path, label)).join(' ')}</p>
<dl>
<dt>Name</dt><dd>${escape(ca.name)}</dd>
<dt>Valid until</dt><dd>${escape(ca.validTo)}</dd>
<dt>SHA-256</dt><dd><code>${escape(ca.fingerprint)}</code></dd>
</dl>
<p>Compare the fingerprint with what <code>middlebox ca show</code> prints where Middlebox runs. The key never leaves that machine.</p>
<h2>Trust it</h2>
${guide.map(section).join('\n')}
<h2>What else is here</h2>
<dl class="pages">
${pages.map(pageEntry).join('\n')}
</dl>
</main>
</body>
</html>
`
}

function section({ title, steps }: Section): string {
  return `<details><summary>${escape(title)}</summary>\n<ol>\n${steps.map(step).join('\n')}\n</ol></details>`
}

function step({ text, file, command }: Step): string {
  const download = file === undefined ? '' : ` ${link(file, file.slice(1))}`
  const line = command === undefined ? '' : `<pre><code>${escape(command)}</code></pre>`
  return `<li>${escape(text)}${download}${line}</li>`
}

function pageEntry({ path, example, summary }: Page): string {
  return `<dt>${link(example, path)}</dt><dd>${escape(summary)}</dd>`
}

function link(href: string, label: string): string {
  return `<a href="${escape(href)}">${escape(label)}</a>`
}

/** Escaped, with addresses of this origin as links. */
function linked(line: string): string {
  return escape(line).replace(/https?:\/\/middlebox\.test\//g, (url) => link(url, url))
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
