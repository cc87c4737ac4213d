/** Why it went as it did: the rules that looked at it and what they decided, faults, pauses, tags, and what failed. */
import { originHost } from '../../kit/origin-host.ts'
import { readableDuration } from '../../kit/readable.ts'
import type { Exchange, FaultTrace, RuleTrace } from '../../model/exchange.ts'
import type { Pause } from '../../model/paused.ts'
import type { Line, Span } from '../parts/line.ts'
import { type Fact, factLines, headingLine } from './facts.ts'
import { failureLines } from './failure-lines.ts'
import { shown } from './message.ts'
import { findIn, pageOf } from './page-of.ts'
import type { DetailTab } from './tab.ts'

export const whyTab: DetailTab = {
  name: 'why',
  title({ rules, faults, error }) {
    const count = rules.length + faults.length + (error === undefined ? 0 : 1)
    return count === 0 ? 'Why' : `Why ${count}`
  },
  page: (exchange, view) => pageOf(whyLines(exchange, view.now, view.width), view),
  find: (exchange, view, from, back) =>
    view.search === undefined ? undefined : findIn(whyLines(exchange, view.now, view.width), view.search, from, back),
}

export function whyLines(exchange: Exchange, now: number, width: number): Line[] {
  const { error, rules, faults, paused = [] } = exchange
  return [
    ...outcomeLines(exchange, width),
    ...(error === undefined ? [] : section('What failed', failureLines(error, width), width)),
    ...paused.flatMap((pause) => section(`Paused at the ${pause.at}`, pauseLines(pause, now, width), width)),
    ...section(
      title('Rules', rules.length),
      rules.flatMap((rule) => ruleLines(rule, width)),
      width,
    ),
    ...section(
      title('Faults', faults.length),
      faults.flatMap((fault) => faultLines(fault, width)),
      width,
    ),
    ...remarkLines(exchange, width),
  ]
}

function title(name: string, count: number): string {
  return count === 0 ? name : `${name} ${count}`
}

function section(name: string, lines: readonly Line[], width: number): Line[] {
  return [[], headingLine([[name, 'bold']], width), ...(lines.length === 0 ? ([[['none', 'dim']]] as Line[]) : lines)]
}

const outcomes: Readonly<Record<NonNullable<Exchange['outcome']>, string>> = {
  complete: 'answered by the upstream',
  client_abort: 'the client left before the end',
  upstream_error: 'the upstream failed',
  fault: 'ended by a fault that was injected',
  mock: 'answered by a rule; no upstream was asked',
  refused: 'refused here',
}

/** An answer without an upstream is our own where the host is; of others a recording may not tell who gave it. */
function completed({ upstream, url }: Exchange): string {
  if (upstream !== undefined) return outcomes.complete
  return URL.parse(url)?.hostname === originHost
    ? `answered by Middlebox itself: ${originHost} is built in`
    : 'answered; by whom is not recorded'
}

function outcomeLines(exchange: Exchange, width: number): Line[] {
  const { outcome, endedAt, replayOf, cassette, mode, profiles } = exchange
  const ended = endedAt === undefined ? 'it runs' : 'it ended'
  const how = outcome === undefined ? ended : outcome === 'complete' ? completed(exchange) : outcomes[outcome]
  const facts: (Fact | undefined)[] = [
    ['outcome', [how, outcome === 'complete' || outcome === 'mock' ? 'ok' : 'plain']],
    ['mode', [mode]],
    profiles.length === 0 ? undefined : ['profiles', [profiles.map(shown).join(' → ')]],
    replayOf === undefined ? undefined : ['replay of', [shown(replayOf)]],
    cassette === null
      ? undefined
      : [
          'cassette',
          [
            [cassette.result, cassette.entry]
              .filter((part) => part !== undefined)
              .map(shown)
              .join(' '),
          ],
        ],
  ]
  return factLines(facts, width)
}

/** `✓ payments-down`, what it did, and the draw that decided. A rule without actions was left out by its draw or its counts, or never had its turn. */
function ruleLines({ name, phase, draw, actions }: RuleTrace, width: number): Line[] {
  const acted = actions.length > 0
  const drawn: Span[] =
    draw === undefined
      ? []
      : [
          [`drew ${fixed(draw.value)}, acts below ${fixed(draw.threshold)}`, acted ? 'ok' : 'dim'],
          [`  key ${shown(draw.key)}`, 'dim'],
        ]
  return [
    [
      [acted ? '✓ ' : '· ', acted ? 'ok' : 'dim'],
      [shown(name), 'bold'],
      [`  at ${phase.replaceAll('-', ' ')}`, 'dim'],
    ],
    ...factLines(
      [
        ...actions.map((action): Fact => ['  did', [shown(action)]]),
        acted ? undefined : ['  did', [`nothing: ${whyNot(draw)}`, 'dim']],
        drawn.length === 0 ? undefined : ['  draw', ...drawn],
      ],
      width,
    ),
  ]
}

function whyNot(draw: RuleTrace['draw']): string {
  return draw !== undefined && draw.value < draw.threshold ? 'its turn never came' : 'its draw or its counts said no'
}

function fixed(value: number): string {
  return value.toFixed(4).replace(/0+$/, '').replace(/\.$/, '')
}

function faultLines({ name, attributes, applied, skipped }: FaultTrace, width: number): Line[] {
  const given = Object.entries(attributes).map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  const mark: Span = applied ? ['⚡ ', 'injected'] : ['· ', 'dim']
  const why = applied ? undefined : (['  skipped', [shown(skipped ?? 'it did not come to it'), 'dim']] as const)
  return [[mark, [shown(name), 'bold'], [`  ${shown(given.join(' '))}`, 'dim']], ...factLines([why], width)]
}

function pauseLines({ since, until, then, rule }: Pause, now: number, width: number): Line[] {
  const end = then === 'resume' ? 'goes on' : 'is dropped'
  return factLines(
    [
      ['by', [shown(rule)]],
      ['for', [readableDuration(Math.max(0, now - since)), 'warning']],
      [
        'then',
        [
          until === undefined
            ? 'waits for somebody'
            : `${end} by itself in ${readableDuration(Math.max(0, until - now))}`,
        ],
      ],
    ],
    width,
  )
}

function remarkLines({ tags, comment, marked }: Exchange, width: number): Line[] {
  const lines = factLines(
    [
      marked === undefined ? undefined : ['mark', [shown(marked), 'accent']],
      tags.length === 0 ? undefined : ['tags', [tags.map((tag) => `#${shown(tag)}`).join(' '), 'accent']],
      ...(comment ?? '')
        .split('\n')
        .map((line, i): Fact | undefined => (line === '' ? undefined : [i === 0 ? 'comment' : '', [shown(line)]])),
    ],
    width,
  )
  return lines.length === 0 ? [] : section('Remarks', lines, width)
}
