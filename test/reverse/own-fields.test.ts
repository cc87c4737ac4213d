import { expect, test } from 'vitest'
import { HeadEdit } from '../../src/kit/edit-head.ts'
import { claimFields } from '../../src/reverse/own-fields.ts'
import { requestTo } from '../support/reverse.ts'

function claimed(...fields: string[]) {
  const edit = new HeadEdit(requestTo('http://x/', { fields }).head, 'reverse forwarded')
  claimFields(edit, ['X-Forwarded-For', 'Forwarded'])
  return { fields: edit.head.fields, patches: edit.patches.length }
}

test('Connection names our fields no more, and what else it says it goes on to say', () => {
  expect(claimed('Connection', 'close, x-forwarded-for', 'connection', 'Forwarded,X-Mine').fields).toEqual([
    'Connection',
    'close, X-Mine',
  ])
  expect(claimed('Connection', 'X-Forwarded-For').fields).toEqual([])
})

test('a Connection that does not is left as it is', () => {
  expect(claimed('Connection', 'close ,X-Mine')).toEqual({ fields: ['Connection', 'close ,X-Mine'], patches: 0 })
  expect(claimed('Host', 'x')).toEqual({ fields: ['Host', 'x'], patches: 0 })
})
