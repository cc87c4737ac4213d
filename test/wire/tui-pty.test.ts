/** The whole program in a real terminal: tmux gives it a pty and shows what is on the screen. Skipped where there is no tmux. */
import { execFile, execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeTemporaryDirectory, readTextIfThere } from '../../src/kit/files.ts'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..', '..')
/** One for each test: the server of the one before may still be ending. */
let socket = ''
let servers = 0

function hasTmux(): boolean {
  try {
    execFileSync('tmux', ['-V'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const tmux = async (...args: string[]) => (await run('tmux', ['-L', socket, '-f', '/dev/null', ...args])).stdout
const screen = () => tmux('capture-pane', '-p', '-t', 'main')
const press = (...keys: string[]) => tmux('send-keys', '-t', 'main', ...keys)

async function shows(wanted: RegExp): Promise<RegExpExecArray> {
  let seen = ''
  for (let tries = 0; tries < 400; tries++) {
    seen = await screen()
    const found = wanted.exec(seen)
    if (found !== null) return found
    await pause(25)
  }
  throw new Error(`Expected ${wanted} on the screen, got\n${seen}`)
}

/** One request through the proxy; resolves with the status line. */
async function ask(port: number, method: string, path: string): Promise<string> {
  const client = connect(port, '127.0.0.1')
  client.write(`${method} http://middlebox.test${path} HTTP/1.1\r\nHost: middlebox.test\r\nConnection: close\r\n\r\n`)
  const chunks: Buffer[] = []
  client.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(client, 'close')
  return Buffer.concat(chunks).toString('latin1').split('\r\n', 1)[0]!
}

describe.skipIf(!hasTmux())('in a terminal (tmux)', { timeout: 60_000 }, () => {
  let home: Awaited<ReturnType<typeof makeTemporaryDirectory>>

  beforeEach(async () => {
    socket = `middlebox-test-${process.pid}-${servers++}`
    home = await makeTemporaryDirectory()
  })
  afterEach(async () => {
    await tmux('kill-server').catch(() => '')
    await home.close()
  })

  /** Starts it in a shell of 100 × 30; resolves with the port once it is there. */
  async function begin(env = ''): Promise<number> {
    const line = `env -u CI -u NO_COLOR MIDDLEBOX_HOME=${home.path} XDG_CONFIG_HOME=${home.path} ${env} ${process.execPath} src/cli/main.ts -p 0`
    await tmux('new-session', '-d', '-s', 'main', '-x', '100', '-y', '30', '-c', root, "env PS1='READY> ' sh")
    await press(`${line}; echo "code $?"`, 'Enter')
    return Number((await shows(/Listening on 127\.0\.0\.1:(\d+)/))[1])
  }

  test('from the first screen to a replayed request, a fault that was injected, and back to the shell', async () => {
    const port = await begin()
    expect(await ask(port, 'GET', '/echo?one')).toBe('HTTP/1.1 200 OK')
    await shows(/GET +200 +middlebox\.test +\/echo\?one/)
    await press('r')
    await shows(/\/echo\?one.*↺/)
    await press('!')
    await shows(/Inject a fault/)
    for (let [, here] = await shows(/▸ (\w+)/); here !== 'abort'; [, here] = await shows(/▸ (\w+)/)) {
      await press('j')
      await shows(new RegExp(`▸ (?!${here}\\b)`))
    }
    await press('Tab', 'C-u', '~u two', 'Enter')
    await shows(/⚡1 fault/)
    expect(await ask(port, 'GET', '/echo?two')).toBe('HTTP/1.1 503 Service Unavailable')
    await shows(/GET +503 +middlebox\.test +\/echo\?two.*⚡abort/)
    await press('/', '~c 503')
    await shows(/1 of 3 shown/)
    await press('Enter')
    await press('Q')
    await shows(/code 0[^]*READY>/)
    // The terminal is as it was: what is typed is seen, line by line.
    await press('stty -a | grep -o " icanon"', 'Enter')
    await shows(/^ icanon$/m)
  })

  test('a request is paused, edited in $EDITOR, and goes on', async () => {
    const editor = `EDITOR='${process.execPath} -e "const f=process.argv[1],fs=require(\\"fs\\");fs.copyFileSync(f,\\"${home.path}/seen\\");fs.writeFileSync(f,fs.readFileSync(f,\\"utf8\\").replace(\\"/echo\\",\\"/status/418\\"))"'`
    const port = await begin(editor)
    await press('i')
    await press('~q & ~m PUT', 'Enter')
    await shows(/‖ ~q & ~m PUT/)
    const answer = ask(port, 'PUT', '/echo')
    await shows(/PUT .*‖request/)
    await press('e')
    expect(await answer).toMatch(/^HTTP\/1\.1 418/)
    expect(await readTextIfThere(join(home.path, 'seen'))).toMatch(/^PUT http:\/\/middlebox\.test\/echo\n/)
    await shows(/edited, and on its way/)
  })

  test('ctrl-z stops it, fg goes on; another size; ctrl-c ends', async () => {
    await begin()
    await press('C-z')
    await shows(/[Ss]topped[^]*READY>/)
    await press('fg', 'Enter')
    await shows(/Listening on/)
    await tmux('resize-window', '-t', 'main', '-x', '70', '-y', '20')
    await shows(/\? help *\n*$/)
    await press('C-c')
    await shows(/READY>/)
  })
})
