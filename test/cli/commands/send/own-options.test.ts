import { Command } from 'commander'
import { expect, test } from 'vitest'
import { addOwnOptions, readOwnOptions } from '../../../../src/cli/commands/send/own-options.ts'

const read = (...args: string[]) =>
  readOwnOptions(addOwnOptions(new Command()).exitOverride().parse(args, { from: 'user' }).opts())

test('none', () => {
  expect(read()).toEqual({
    method: undefined,
    fields: [],
    data: undefined,
    include: false,
    output: undefined,
    decoded: false,
    fail: false,
    count: 1,
    concurrency: 1,
    protocol: undefined,
  })
})

test('all', () => {
  expect(
    read(
      '-X',
      'PUT',
      '-H',
      'A: é',
      '-H',
      'B:',
      '-d',
      'x',
      '-i',
      '-o',
      'f',
      '--decoded',
      '--fail',
      '--concurrency',
      '3',
      '--http2',
    ),
  ).toEqual({
    method: 'PUT',
    fields: [
      { name: 'A', value: '\xc3\xa9' },
      { name: 'B', value: undefined },
    ],
    data: 'x',
    include: true,
    output: 'f',
    decoded: true,
    fail: true,
    count: 1,
    concurrency: 3,
    protocol: 'h2',
  })
  expect(read('-n', '10', '--http1.1')).toMatchObject({ count: 10, protocol: 'http/1.1' })
})

test.each([
  [['-n', '1.5']],
  [['-n', '1000001']],
  [['--concurrency', '0']],
  [['--http1.1', '--http2']],
  [['-n', '2', '-o', 'f']],
])('%j is refused', (args) => {
  expect(() => read(...args)).toThrow(/Expected .* got /)
})
