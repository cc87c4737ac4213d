/** What holds for every fault of the list. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { faults, findFault, parseFault } from '../../src/faults/index.ts'
import type { Fault } from '../../src/model/fault.ts'
import type { OptionSpec } from '../../src/model/option.ts'
import { parseOptions } from '../../src/kit/option-table.ts'
import { failure, runStage } from '../support/stage.ts'
import { runBytes } from '../support/fault.ts'

/** A value for an option that must be given. */
const sample = (spec: OptionSpec): unknown =>
  spec.kind === 'choice' ? spec.choices[0] : spec.kind === 'text' ? 'a' : 7

const valuesOf = (fault: Fault) =>
  parseOptions(
    fault.options,
    Object.fromEntries(Object.entries(fault.options).map(([name, spec]) => [name, spec.default ?? sample(spec)])),
    fault.name,
  )

describe.each(faults.map((fault) => [fault.name, fault] as const))('%s', (name, fault) => {
  test('says what it is and does, and does something', () => {
    expect(findFault(name)).toBe(fault)
    expect(fault.summary).toMatch(/^[A-Z].*\.$/)
    expect(fault.explain(valuesOf(fault))).toMatch(/^[a-z][^\n]*[^.]$/)
    expect([fault.bytes, fault.handle, fault.arm].some((power) => power !== undefined)).toBe(true)
    for (const { summary } of Object.values(fault.options)) expect(summary).toMatch(/^[A-Z].*\.$/)
  })
})

test('names are unique, and every fault can be written in its short form', () => {
  expect(new Set(faults.map(({ name }) => name)).size).toBe(faults.length)
  for (const fault of faults) {
    const options = Object.entries(fault.options).map(
      ([name, spec]) => `${name}=${String(spec.default ?? sample(spec))}`,
    )
    const text = options.length === 0 ? fault.name : `${fault.name}:${options.join(',')}`
    expect(parseFault(text)).toMatchObject({ fault, values: valuesOf(fault) })
  }
})

/** Stages that lose nothing: only when bytes come, and in what pieces, may differ. */
const lossless: readonly [name: string, options: Record<string, unknown>][] = [
  ['latency', { latency: 30, jitter: 40 }],
  ['bandwidth', { rate: 3 }],
  ['slicer', { average_size: 5, size_variation: 4, delay: 1500 }],
  ['slow_close', { delay: 50 }],
  ['slow_headers', { delay: 3, bytes: 4 }],
]

const step = fc.oneof(
  fc.record({
    kind: fc.constant('write' as const),
    text: fc.string({ unit: fc.constantFrom('a', 'b', '\r', '\n'), maxLength: 400 }),
  }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.double({ min: 0, max: 60, noNaN: true }) }),
  fc.record({ kind: fc.constantFrom('block' as const, 'flow' as const) }),
)

describe('bytes out are bytes in, in order, whatever the chunks and times', () => {
  test.each(lossless)('%s', (name, options) => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 30 }),
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1 }),
        fc.constantFrom('end' as const, 'fail' as const, 'release' as const),
        (steps, draws, last) => {
          const run = runBytes(name, options, draws)
          let sent = ''
          for (const one of steps) {
            if (one.kind === 'write') sent += one.text
            if (one.kind === 'write') run.write(one.text)
            else if (one.kind === 'wait') run.advance(one.ms)
            else run.accept.flow = one.kind === 'flow'
          }
          if (last === 'release') run.stage.release!()
          if (last === 'fail') run.stage.fail(failure)
          else run.stage.end()
          if (last === 'release') expect(run.bytes().toString()).toBe(sent)
          run.advance(1e7)
          expect(run.bytes().toString()).toBe(sent)
          const ends = run.seen.filter(([, what]) => what === 'end' || what.startsWith('fail '))
          expect(ends.map(([, what]) => what)).toEqual([last === 'fail' ? 'fail upstream_reset' : 'end'])
          expect(run.seen.at(-1)).toBe(ends[0])
        },
      ),
    )
  })

  test('and through all of them at once', () => {
    const stages = lossless.map(([name, options]) => {
      const fault = findFault(name)!
      return fault.bytes!(parseOptions(fault.options, options, name))
    })
    const run = runStage(
      (next, tools) => stages.reduceRight((sink, stage) => stage(sink, tools), next),
      [0.1, 0.7, 0.4],
    )
    const text = 'HTTP/1.1 200 OK\r\nA: b\r\n\r\n' + '0123456789'.repeat(50)
    for (let at = 0; at < text.length; at += 13) run.write(text.slice(at, at + 13))
    run.stage.end()
    run.advance(1e7)
    expect(run.bytes().toString()).toBe(text)
    expect(run.seen.at(-1)![1]).toBe('end')
  })
})
