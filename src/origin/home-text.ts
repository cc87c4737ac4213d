/** The first page as text, for terminals. */
import type { Step, Section } from './guide.ts'
import type { Home } from './home.ts'
import { pageList } from './not-found.ts'

export function homeText({ visit, ca, guide, pages }: Home): string {
  const parts = [
    'Middlebox\n',
    visit.lines.map((line) => `${line}\n`).join(''),
    `CA           ${ca.name}, until ${ca.validTo}\nSHA-256      ${ca.fingerprint}\n`,
    'Download     /ca.pem  /ca.der  /ca.p12  /ca.mobileconfig\n',
    ...guide.map(sectionText),
    `What else is here\n${pageList(pages)}`,
  ]
  return parts.join('\n')
}

function sectionText({ title, steps }: Section): string {
  return `${title}\n${steps.map(stepText).join('')}`
}

function stepText({ text, file, command }: Step): string {
  const needs = file === undefined ? '' : ` (${file})`
  return `  ${text}${needs}\n${command === undefined ? '' : `    ${command}\n`}`
}
