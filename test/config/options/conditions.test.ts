import { expect, test } from 'vitest'
import { conditionOptions } from '../../../src/config/options/conditions.ts'
import { optionEntries } from '../../../src/config/options.ts'

test('network conditions are options of whatever passes traffic on', () => {
  for (const [key, option] of Object.entries(conditionOptions)) {
    expect(optionEntries).toContainEqual([key, option])
    expect(option.commands).toEqual(['forward', 'reverse', 'run'])
  }
})

test('a preset brings its own latency, and a rate none', () => {
  const place = { where: '--throttle', base: '/' }
  expect(conditionOptions.throttle.kind.read('slow-4g', place)!.latency).toBe(562.5)
  expect(conditionOptions.throttle.kind.read('1MB/s', place)!.latency).toBe(0)
})
