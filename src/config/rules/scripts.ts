/** `-s`: each script is a rule that takes every request. */
import type { RuleDefinition } from '../../model/rule.ts'
import { showPath } from '../find.ts'
import { quickRule } from './quick-rule.ts'
import type { Reading } from './read-attributes.ts'

export function readScripts(files: readonly string[], cwd: string): { rules: RuleDefinition[]; reading: Reading } {
  return {
    rules: files.map((file) => quickRule('-s', showPath(file, cwd), '', { action: 'script', attributes: { file } })),
    reading: { base: cwd, paths: files.map((path) => ({ path, must: 'file', where: '--script' })) },
  }
}
