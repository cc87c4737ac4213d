import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Kind, Scalar } from '../../src/config/kind.ts'
import { choice, count, duration, expression, file, flag, hex, port, size, text } from '../../src/config/kinds.ts'

const place = { where: 'here', base: resolve('/base') }
const read = (kind: Kind<unknown>, value: Scalar) => kind.read(value, place)

describe('read', () => {
  test.each<[string, Kind<unknown>, Scalar, unknown]>([
    ['flag', flag, true, true],
    ['flag', flag, 'yes', true],
    ['flag', flag, 'OFF', false],
    ['flag', flag, 0, false],
    ['port', port, '8080', 8080],
    ['port', port, 0, 0],
    ['count', count(1, 5), '5', 5],
    ['size', size, '64k', 65_536],
    ['size', size, 100, 100],
    ['duration', duration(), '1m30s', 90_000],
    ['duration in s', duration('s'), 2.5, 2500],
    ['text', text, 12, '12'],
    ['choice', choice(['a', 'b']), 'b', 'b'],
    ['file', file, 'x/y.pem', resolve('/base/x/y.pem')],
    ['hex', hex, 'AB01', 'ab01'],
    ['expression', expression, '^a(b|c)$', '^a(b|c)$'],
  ])('%s takes %4$j', (_name, kind, value, expected) => {
    expect(read(kind, value)).toEqual(expected)
  })

  test.each<[string, Kind<unknown>, Scalar]>([
    ['flag', flag, 'maybe'],
    ['flag', flag, 2],
    ['port', port, 65_536],
    ['port', port, '80a'],
    ['port', port, 1.5],
    ['port', port, '-1'],
    ['count', count(1, 5), 0],
    ['size', size, true],
    ['size', size, -1],
    ['duration', duration(), 30],
    ['duration in s', duration('s'), 'soon'],
    ['text', text, true],
    ['choice', choice(['a', 'b']), 'c'],
    ['file', file, ''],
    ['hex', hex, 'xyz'],
    ['hex', hex, ''],
    ['hex', hex, 'a'.repeat(65)],
    ['expression', expression, '('],
  ])('%s refuses %j', (_name, kind, value) => {
    expect(read(kind, value)).toBeUndefined()
  })
})

describe('reason', () => {
  test('says more where the value alone does not tell', () => {
    expect(duration().reason?.(30)).toBe('the unit is missing')
    expect(hex.reason?.(123)).toBe('put it in quotes')
    expect(expression.reason?.('(')).toBe('unterminated group')
    expect(expression.reason?.('ok')).toBeUndefined()
  })
})

test('a choice names its values in words', () => {
  expect(choice(['strict', 'tolerant']).expected).toBe('strict or tolerant')
})
