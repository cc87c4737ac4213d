/** Names that the contract has and this version has not: they are answered as such, not as mistakes. */

/** Flags, with their letter where they have one. */
export const laterFlags: readonly { flag?: string; letter?: string; argument: boolean }[] = [
  { flag: 'metrics-open', argument: false },
  { flag: 'as', argument: true },
  { flag: 'cassette', argument: true },
  { flag: 'record-mode', argument: true },
]

export const laterCommands = ['serve', 'compare', 'probe', 'witness', 'profiles', 'cassette', 'export'] as const

/** Top-level config keys: those of the flags above, and the sections. */
export const laterKeys: ReadonlySet<string> = new Set([
  ...laterFlags.flatMap(({ flag }) =>
    flag ? [flag.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())] : [],
  ),
])
