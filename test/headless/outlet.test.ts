import { describe, expect, test, vi } from 'vitest'
import { createFakeClock } from '../../src/kit/clock.ts'
import { createOutlet } from '../../src/headless/outlet.ts'
import { holdOutput } from '../support/face-output.ts'

const make = () => {
  const output = holdOutput()
  const clock = createFakeClock()
  const onLoss = vi.fn<(lines: number) => void>()
  return { output, clock, onLoss, outlet: createOutlet(output, clock, onLoss) }
}
const megabyte = 'x'.repeat(1024 * 1024)

describe('outlet', () => {
  test('lines of one moment are one write, and wait ten milliseconds at most', () => {
    const { output, clock, outlet } = make()
    outlet.line('a')
    outlet.line('b')
    expect(output.writes).toEqual([])
    clock.advance(10)
    expect(output.writes).toEqual(['a\nb\n'])
    clock.advance(100)
    expect(output.writes).toHaveLength(1)
  })

  test('much text does not wait', () => {
    const { output, outlet } = make()
    outlet.line('x'.repeat(70_000))
    expect(output.writes).toHaveLength(1)
  })

  test('urgent lines go at once, behind what was there', () => {
    const { output, outlet } = make()
    outlet.line('a')
    outlet.urgent('b')
    expect(output.text()).toBe('a\nb\n')
  })

  test('closing writes the rest', () => {
    const { output, outlet } = make()
    outlet.line('a')
    outlet.close()
    outlet.close()
    expect(output.writes).toEqual(['a\n'])
  })

  test('a reader who is too slow loses lines, is told how many, and memory stays bounded', () => {
    const { output, clock, outlet, onLoss } = make()
    output.stall()
    for (let i = 0; i < 20; i++) outlet.line(megabyte)
    clock.advance(10)
    expect(output.text().length).toBeLessThan(10 * 1024 * 1024)
    const written = output.writes.length
    expect(outlet.lost).toBe(20 - written)
    expect(onLoss).not.toHaveBeenCalled()
    output.take()
    expect(onLoss.mock.calls).toEqual([[20 - written]])
    outlet.line('again')
    outlet.close()
    expect(output.lines().at(-1)).toBe('again')
    expect(onLoss).toHaveBeenCalledTimes(1)
  })

  test('what was lost is told at the end, even when the reader never came back', () => {
    const { output, outlet, onLoss } = make()
    output.stall()
    for (let i = 0; i < 20; i++) outlet.line(megabyte)
    outlet.close()
    expect(onLoss).toHaveBeenCalledWith(outlet.lost)
    expect(outlet.lost).toBeGreaterThan(0)
  })
})
