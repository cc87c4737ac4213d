/** A machine of paper for the trust commands: what is on its disk and what its programs answer is given. */
import type { Machine } from '../../src/ca/machine.ts'

export type PaperMachine = {
  platform?: string
  superuser?: boolean
  /** Files by path; directories are there by what they hold. */
  files?: Record<string, string>
  /** Answers by command line; a program without any answer is not installed. */
  answers?: Record<string, { code: number; stdout?: string }>
}

export function paperMachine({
  platform = 'linux',
  superuser = false,
  files = {},
  answers = {},
}: PaperMachine): Machine {
  const paths = Object.keys(files)
  return {
    platform,
    superuser,
    userHome: '/home/ann',
    isThere: async (path) => paths.some((each) => each === path || each.startsWith(`${path}/`)),
    list: async (path) => [
      ...new Set(
        paths.filter((each) => each.startsWith(`${path}/`)).map((each) => each.slice(path.length + 1).split('/')[0]!),
      ),
    ],
    read: async (path) => files[path],
    ask: async (command, args) => {
      const answer = answers[[command, ...args].join(' ')]
      if (answer) return { stdout: '', ...answer }
      const installed = Object.keys(answers).some((line) => line.startsWith(`${command} `))
      return installed ? { code: 255, stdout: '' } : undefined
    },
  }
}
