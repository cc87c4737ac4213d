import { describe, expect, test, vi } from 'vitest'
import { createEmitter } from '../../src/kit/emitter.ts'

const strict = () => createEmitter<number>((error) => expect.fail(String(error)))

describe('emitter', () => {
  test('everybody hears, in order of arrival', () => {
    const emitter = strict()
    const heard: string[] = []
    emitter.on((n) => heard.push(`a${n}`))
    emitter.on((n) => heard.push(`b${n}`))
    emitter.emit(1)
    emitter.emit(2)
    expect(heard).toEqual(['a1', 'b1', 'a2', 'b2'])
  })

  test('one who throws is reported with the value, and survived', () => {
    const report = vi.fn<(error: unknown, value: number) => void>()
    const emitter = createEmitter<number>(report)
    const heard = vi.fn<(n: number) => void>()
    emitter.on(() => {
      throw new Error('no')
    })
    emitter.on(heard)
    emitter.emit(7)
    expect(heard).toHaveBeenCalledWith(7)
    expect(report).toHaveBeenCalledWith(new Error('no'), 7)
  })

  test('leaving twice, and the same listener twice, are each their own', () => {
    const emitter = strict()
    const listener = vi.fn<(n: number) => void>()
    const leave = emitter.on(listener)
    emitter.on(listener)
    leave()
    leave()
    emitter.emit(1)
    expect(listener).toHaveBeenCalledTimes(1)
    expect(emitter.size).toBe(1)
  })

  test('who leaves or comes in the middle of a value does not disturb it', () => {
    const emitter = strict()
    const heard: string[] = []
    const leave = emitter.on(() => {
      leave()
      emitter.on(() => heard.push('late'))
    })
    emitter.on(() => heard.push('second'))
    emitter.emit(1)
    expect(heard).toEqual(['second'])
    emitter.emit(2)
    expect(heard).toEqual(['second', 'second', 'late'])
  })
})
