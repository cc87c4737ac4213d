import { Buffer } from 'node:buffer'
import { expect, test } from 'vitest'
import { parseContentType } from '../../../src/content/media-type.ts'
import { protobuf } from '../../../src/content/views/protobuf.ts'
import { bytesOf, openView, textRows } from '../../support/content.ts'

test.each(['application/x-protobuf', 'application/protobuf', 'application/vnd.google.protobuf', 'application/x+proto'])(
  'fits %s',
  (type) => {
    expect(protobuf.fits(parseContentType(type), bytesOf(''))).toBe(0.9)
  },
)

test('says that it has no schema', async () => {
  expect(protobuf.fits(parseContentType('application/grpc+proto'), bytesOf(''))).toBe(0)
  const document = await openView(protobuf, Buffer.from('0801', 'hex'))
  expect(document.notes).toEqual(['read without a schema'])
  expect(textRows(document)).toEqual(['1: 1'])
})
