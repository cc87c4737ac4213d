/** A machine of files in memory, for those who read the clients' own configs. */
import type { ConfigMachine } from '../../src/clients/setting.ts'

export const testHome = '/home/me'

export function fileMachine(
  files: Readonly<Record<string, string>>,
  given: Partial<ConfigMachine> = {},
): ConfigMachine {
  return {
    env: {},
    home: testHome,
    cwd: '/code/project',
    platform: 'linux',
    read: async (path) => files[path],
    ask: async () => undefined,
    find: async () => undefined,
    ...given,
  }
}

export const target = { scheme: 'https', host: 'example.com', port: 443 } as const
export const url = 'https://example.com/'
