/** `--mock` with a folder of files or an OpenAPI document in place of one answer. */
import { extname, resolve } from 'node:path'
import { facts } from '../../kit/files.ts'
import { invalid } from '../../kit/option-table.ts'
import type { RuleDefinition } from '../../model/rule.ts'
import { quickRule } from './quick-rule.ts'

/** Undefined when the text is no path but a mock in itself. @throws MiddleboxError rule_invalid */
export async function readMockSource(text: string, where: string, base: string): Promise<RuleDefinition | undefined> {
  if (/\s=>(\s|$)/.test(text)) return undefined
  // An empty text would be the working directory.
  if (text.trim() === '') return undefined
  const path = resolve(base, text)
  const kind = (await facts(path).catch(() => undefined))?.kind
  if (kind === 'directory') return quickRule('--mock', text, '', { action: 'respond', attributes: { folder: path } })
  if (kind === 'file') return quickRule('--mock', text, '', { action: 'respond', attributes: { openapi: path } })
  const looksLikePath = /^\.{0,2}\//.test(text) || ['.yaml', '.yml', '.json'].includes(extname(text))
  if (!looksLikePath || /^\/\S*\s/.test(text)) return undefined
  throw invalid(
    where,
    'a folder, an OpenAPI document, or PATH => STATUS',
    `${JSON.stringify(text)}, which does not exist`,
  )
}
