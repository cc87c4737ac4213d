/** The clipboard of this machine, through the program that is there for it. */
import { capture, type Variables } from '../kit/environment.ts'
import { makeTemporaryDirectory, writeAtomic } from '../kit/files.ts'
import { findProgram } from '../kit/programs.ts'

type Clipboard = { program: string; args: string; fits(env: Variables, platform: string): boolean }

/** In the order in which they are tried. tmux takes no OSC 52 from programs unless told to, so it is asked itself. */
const clipboards: readonly Clipboard[] = [
  { program: 'pbcopy', args: '<', fits: (_env, platform) => platform === 'darwin' },
  { program: 'wl-copy', args: '<', fits: (env) => Boolean(env['WAYLAND_DISPLAY']) },
  { program: 'xclip', args: '-selection clipboard <', fits: (env) => Boolean(env['DISPLAY']) },
  { program: 'xsel', args: '--clipboard --input <', fits: (env) => Boolean(env['DISPLAY']) },
  { program: 'tmux', args: 'load-buffer -w', fits: (env) => Boolean(env['TMUX']) },
]

/** False when there is no such program, or it failed. */
export async function copyHere(text: string, env: Variables, platform: string): Promise<boolean> {
  for (const { program, args, fits } of clipboards) {
    if (!fits(env, platform)) continue
    const found = await findProgram(program, env['PATH'] ?? '', '/')
    if (found?.executable !== true) continue
    await using folder = await makeTemporaryDirectory()
    const file = `${folder.path}/text`
    await writeAtomic(file, text, 0o600)
    const run = capture('sh', ['-c', `"$1" ${args} "$2"`, 'sh', found.path, file], { env })
    // Without even a shell there is no clipboard either.
    if ((await run.catch(() => undefined))?.code === 0) return true
  }
  return false
}
