import { expect, test } from 'vitest'
import { draw } from '../../src/kit/draw.ts'

test('the same for the same parts, for ever: sessions of today are repeated tomorrow', () => {
  expect(draw('')).toBe(0.7972106781585483)
  expect(draw('abc')).toBe(0.19431714758720864)
  expect(draw('00', 'rule', 'jitter', 'GET http://a/', '1')).toBe(0.6901529029872451)
  expect(draw('00', 'rule', 'jitter', 'GET http://a/', '2')).toBe(0.2349180310540292)
  expect(draw('é', '日本')).toBe(0.6072772535877956)
})

test('parts are told apart, wherever the same letters are cut', () => {
  const draws = [draw('ab', 'c'), draw('a', 'bc'), draw('abc'), draw('abc', ''), draw('', 'abc')]
  expect(new Set(draws).size).toBe(draws.length)
})

test('even over [0, 1), in its high bits and in its low ones', () => {
  const count = 50_000
  const high = Array.from({ length: 64 }, () => 0)
  const low = Array.from({ length: 64 }, () => 0)
  for (let i = 0; i < count; i++) {
    const value = draw('seed', 'rule', 'chance', String(i))
    expect(value >= 0 && value < 1).toBe(true)
    high[Math.floor(value * 64)]!++
    low[Number(BigInt(value * 2 ** 53) & 63n)]!++
  }
  const chiSquare = (bins: number[]) => bins.reduce((sum, bin) => sum + (bin - count / 64) ** 2 / (count / 64), 0)
  // 63 degrees of freedom: one fair generator in ten thousand is above 113. The draws are fixed, so this never flickers.
  expect(chiSquare(high)).toBeLessThan(113)
  expect(chiSquare(low)).toBeLessThan(113)
})

test('neighbours share about half of their bits', () => {
  let same = 0
  for (let i = 0; i < 1000; i++) {
    const bits = BigInt(draw('s', String(i)) * 2 ** 53) ^ BigInt(draw('s', String(i + 1)) * 2 ** 53)
    same += bits.toString(2).split('1').length - 1
  }
  expect(same / 1000 / 53).toBeCloseTo(0.5, 1)
})
