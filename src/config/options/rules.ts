/** Options that change, answer or disturb traffic: rules in short form, and files of rules. */
import { text } from '../kinds.ts'
import type { OptionDefinition } from '../option.ts'
import { ruleSource } from '../rules/rule-source.ts'

const quick = { kind: text, many: 'repeat', theme: 'Rules', commands: ['forward', 'run'] } as const

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
    help: 'answer: \'GET /path => 200 {"a":1}\'',
  },
  fault: {
    flag: 'fault',
    argument: 'FAULT',
    ...quick,
    help: "disturb: 'latency:800,jitter=200 @30% ~d api'",
  },
  rules: {
    flag: 'rules',
    argument: 'F',
    kind: ruleSource,
    many: 'repeat',
    theme: 'Rules',
    help: 'file of rules, read again when it changes',
    commands: ['forward', 'run'],
  },
} as const satisfies Record<string, OptionDefinition>
