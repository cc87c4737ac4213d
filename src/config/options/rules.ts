/** Options that change, answer or disturb traffic: rules in short form, and files of rules. */
import { file, flag, text } from '../kinds.ts'
import type { OptionDefinition } from '../option.ts'
import { ruleSource } from '../rules/rule-source.ts'
import { scenarioKind } from '../rules/scenario-kind.ts'

const quick = { kind: text, many: 'repeat', theme: 'Rules', commands: ['forward', 'reverse', 'run'] } as const

export const ruleOptions = {
  modifyHeaders: {
    flag: 'modify-headers',
    letter: 'H',
    argument: 'SPEC',
    ...quick,
    help: "set a header: 'Name: value' or /[filter/]name/value",
  },
  modifyBody: {
    flag: 'modify-body',
    letter: 'B',
    argument: 'SPEC',
    ...quick,
    help: 'replace in bodies: /[filter/]regex/replacement',
  },
  mapRemote: {
    flag: 'map-remote',
    letter: 'M',
    argument: 'SPEC',
    ...quick,
    help: 'change URLs: |[filter|]regex|replacement',
  },
  mapLocal: {
    flag: 'map-local',
    argument: 'SPEC',
    ...quick,
    help: 'answer from files: |[filter|]regex|path',
  },
  blockList: {
    flag: 'block-list',
    argument: 'SPEC',
    ...quick,
    help: 'refuse: /filter/status; 444 = hang up',
  },
  mock: {
    flag: 'mock',
    argument: 'MOCK',
    ...quick,
    help: "answer: 'GET /a => 200 {}', a folder, OpenAPI file",
  },
  mockOnly: {
    flag: 'mock-only',
    kind: flag,
    theme: 'Rules',
    help: 'refuse what no rule answers; dial nothing',
    commands: ['forward', 'reverse', 'run'],
  },
  fault: {
    flag: 'fault',
    argument: 'FAULT',
    ...quick,
    help: "disturb: 'latency:800,jitter=200 @30% ~d api'",
  },
  intercept: {
    flag: 'intercept',
    argument: 'FILTER',
    ...quick,
    help: "pause what matches: '~q & ~d api', '~s & ~c 5xx'",
  },
  allowFaultHeaders: {
    flag: 'allow-fault-headers',
    kind: flag,
    theme: 'Rules',
    help: 'honour x-envoy-fault-* fields of requests',
    commands: ['forward', 'reverse', 'run'],
  },
  scenario: {
    flag: 'scenario',
    argument: 'PHASES',
    kind: scenarioKind,
    theme: 'Rules',
    help: "phases for rules: 'steady 10s, outage 5s, recover'",
    commands: ['forward', 'reverse', 'run'],
  },
  rules: {
    flag: 'rules',
    argument: 'F',
    kind: ruleSource,
    many: 'repeat',
    theme: 'Rules',
    help: 'file of rules, read again when it changes',
    commands: ['forward', 'reverse', 'run'],
  },
  script: {
    flag: 'script',
    letter: 's',
    argument: 'F',
    kind: file,
    many: 'repeat',
    theme: 'Rules',
    help: 'module of hooks (TS, JS), reloaded when it changes',
    commands: ['forward', 'reverse', 'run'],
  },
} as const satisfies Record<string, OptionDefinition>
