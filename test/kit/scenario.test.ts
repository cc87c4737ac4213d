import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseScenario, phaseAt } from '../../src/kit/scenario.ts'
import { MiddleboxError } from '../../src/model/errors.ts'

const read = (text: string) => parseScenario(text, '--scenario')

describe('what is read', () => {
  test('phases with their lengths, shares, counts and periods', () => {
    expect(
      read('steady 10s, outage 5s, brownout 1m30s p=0.3, rough 20s up=4s down=1s p=50%, start 1s first=3, recover'),
    ).toMatchObject({
      repeat: false,
      phases: [
        { name: 'steady', duration: 10_000 },
        { name: 'outage', duration: 5_000 },
        { name: 'brownout', duration: 90_000, share: 0.3 },
        { name: 'rough', duration: 20_000, share: 0.5, flap: { up: 4_000, down: 1_000 } },
        { name: 'start', duration: 1_000, first: 3 },
        { name: 'recover' },
      ],
    })
  })

  test('repeat at the end', () => {
    expect(read('a 1s, b 2s, repeat')).toMatchObject({ repeat: true, phases: [{ name: 'a' }, { name: 'b' }] })
    // Alone, or with a length, it is a phase like any other.
    expect(read('repeat')).toMatchObject({ repeat: false, phases: [{ name: 'repeat' }] })
  })
})

describe('what is refused, with its column', () => {
  test.each([
    ['', 'column 1: Expected a phase such as outage 5s, got nothing'],
    ['steady 10s,, outage', 'column 12: Expected a phase such as outage 5s, got nothing'],
    ['steady, outage 5s', 'column 1: Expected how long steady lasts, such as steady 10s, got no duration'],
    ['steady 10s, repeat, x', 'column 13: Expected how long repeat lasts'],
    ['a 1s, b, repeat', 'column 7: Expected how long b lasts'],
    ['steady ten', 'column 8: Expected a duration such as 10s, got "ten"'],
    ['steady 0', 'column 8: Expected a duration such as 10s'],
    ['5s outage', 'column 1: Expected the name of a phase, a word, got "5s"'],
    ['a 1s p=2', 'column 6: Expected a share such as p=0.3 or p=30%, got "2"'],
    ['a 1s q=1', 'column 6: Expected one of p=, first=, up=, down=, got q='],
    ['a 1s first=0', 'column 6: Expected a whole number such as first=3, got "0"'],
    ['a 1s up=2s', 'column 1: Expected up= and down= together, got up= alone'],
    ['a 1s down=x', 'column 6: Expected a duration such as 2s'],
  ])('%j', (text, message) => {
    expect(() => read(text)).toThrow(message)
  })

  test('whatever is written is read or refused with a place', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '1', 's', ' ', ',', '=', 'p', '%', '-'), maxLength: 30 }),
        (text) => {
          try {
            expect(read(text).phases.length).toBeGreaterThan(0)
          } catch (error) {
            expect(error).toBeInstanceOf(MiddleboxError)
            expect((error as Error).message).toMatch(/^--scenario, column \d+: Expected /)
          }
        },
      ),
    )
  })
})

describe('where it stands', () => {
  const at = (text: string, elapsed: number) => {
    const { phase, ...rest } = phaseAt(read(text), elapsed)
    return { name: phase?.name, ...rest }
  }

  test('one phase after another; the last one stays, or the scenario is over', () => {
    expect(at('a 1s, b 2s, c', 0)).toEqual({ name: 'a', run: 0, until: 1_000 })
    expect(at('a 1s, b 2s, c', 999)).toEqual({ name: 'a', run: 0, until: 1_000 })
    expect(at('a 1s, b 2s, c', 1_000)).toEqual({ name: 'b', run: 1, until: 3_000 })
    expect(at('a 1s, b 2s, c', 9e9)).toEqual({ name: 'c', run: 2 })
    expect(at('a 1s, b 2s', 3_000)).toEqual({ name: undefined, run: 2 })
  })

  test('again and again', () => {
    expect(at('a 1s, b 2s, repeat', 3_000)).toEqual({ name: 'a', run: 2, until: 4_000 })
    expect(at('a 1s, b 2s, repeat', 7_500)).toEqual({ name: 'b', run: 5, until: 9_000 })
  })

  test('flapping: up first, and never beyond its phase', () => {
    expect(at('a 5s up=2s down=1s', 0)).toEqual({ name: 'a', run: 0, state: 'up', until: 2_000 })
    expect(at('a 5s up=2s down=1s', 2_000)).toEqual({ name: 'a', run: 0, state: 'down', until: 3_000 })
    expect(at('a 5s up=2s down=1s', 4_000)).toEqual({ name: 'a', run: 0, state: 'up', until: 5_000 })
    expect(at('a up=2s down=1s', 3_500)).toEqual({ name: 'a', run: 0, state: 'up', until: 5_000 })
  })

  test('each change comes where it was said to', () => {
    const scenario = read('a 1s, b 3s up=700ms down=300ms, c 500ms, repeat')
    let elapsed = 0
    for (let i = 0; i < 200; i++) {
      const before = phaseAt(scenario, elapsed)
      expect(before.until).toBeGreaterThan(elapsed)
      expect(phaseAt(scenario, before.until! - 0.001)).toEqual(before)
      elapsed = before.until!
      expect(phaseAt(scenario, elapsed)).not.toEqual(before)
    }
  })
})
