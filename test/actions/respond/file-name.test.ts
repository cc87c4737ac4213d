import { expect, test } from 'vitest'
import { parseFileName } from '../../../src/actions/respond/file-name.ts'

test.each([
  ['42.json', { stem: '42' }],
  ['42.json.hbs', { stem: '42' }],
  ['42.POST.201.json', { stem: '42', method: 'POST', status: 201 }],
  ['42.404.json', { stem: '42', status: 404 }],
  ['42.DELETE.204', { stem: '42', method: 'DELETE', status: 204 }],
  ['42.PATCH.json.hbs', { stem: '42', method: 'PATCH' }],
  ['readme', { stem: 'readme' }],
  ['v1.2.json', { stem: 'v1.2' }],
  ['archive.tar.gz', { stem: 'archive.tar' }],
])('%s', (name, parsed) => expect(parseFileName(name)).toEqual(parsed))
