import { expect, test } from 'vitest'
import { complaint } from '../../src/config/complaint.ts'

test('says where, what was expected and what was found', () => {
  const cause = new Error('why')
  expect(complaint('a.yml:1:2', 'a port', '"x"')).toMatchObject({
    code: 'config_invalid',
    exitCode: 2,
    message: 'a.yml:1:2: Expected a port, got "x".',
    hint: '',
  })
  expect(complaint('a', 'b', 'c', 'Do this.', cause)).toMatchObject({ hint: 'Do this.', cause })
})
