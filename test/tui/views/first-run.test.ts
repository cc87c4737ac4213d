import { describe, expect, test } from 'vitest'
import { exchangeEvents, tlsErrorEvent } from '../../support/events.ts'
import { createTestApp } from '../../support/tui.ts'

test('what to paste where', () => {
  const screen = createTestApp({ columns: 120 }).screen()
  expect(screen).toContain('curl -x http://127.0.0.1:8080 http://middlebox.test/echo')
  expect(screen).toContain('eval "$(middlebox ca env)"')
  expect(screen).toMatch(/waiting for the first request/)
})

test('an address that means all is none to connect to', () => {
  const listening = { mode: 'forward', url: 'http://0.0.0.0:9000', port: 9000, ca: '/c a.pem', seed: 'ab' } as const
  const screen = createTestApp({ columns: 120, source: { listening } }).screen()
  expect(screen).toContain('curl -x http://127.0.0.1:9000 http://middlebox.test/echo')
  expect(screen).toContain("--cacert '/c a.pem'")
})

test('a client that does not trust the CA is told, with the line that helps', async () => {
  const app = createTestApp({ columns: 140, events: [tlsErrorEvent()] })
  expect(app.screen()).toContain(
    '127.0.0.1:50000 (for api.test) does not trust the CA yet:  eval "$(middlebox ca env)"  or y to copy',
  )
  await app.press('y')
  expect(app.asked).toEqual(['clipboard eval "$(middlebox ca env)"'])
  app.feed(...exchangeEvents('a'))
  expect(app.screen()).not.toContain('does not trust')
})

describe('in front of services', () => {
  const reverse = (port: number, site: number) =>
    ({ mode: 'reverse', site, url: `http://127.0.0.1:${port}`, port, ca: '/home/me/ca.pem', seed: 'ab' }) as const
  const forward = { ...reverse(8080, 0), mode: 'forward', site: undefined as never } as const

  test('nothing leads a shell to a reverse listener, and y copies what can be asked of it', async () => {
    const app = createTestApp({ columns: 120, source: { listening: reverse(8000, 0), others: [reverse(8001, 1)] } })
    const screen = app.screen()
    expect(screen).toContain('  Listening on 127.0.0.1:8000, 127.0.0.1:8001. Try it:')
    expect(screen).toContain('    curl http://127.0.0.1:8000/\n')
    expect(screen).toContain('one request   curl --cacert /home/me/ca.pem https://localhost:8000/\n')
    expect(screen).not.toMatch(/ca env|-x |middlebox\.test|middlebox run/)
    await app.press('y')
    expect(app.asked).toEqual(['clipboard curl --cacert /home/me/ca.pem https://localhost:8000/'])
  })

  test('a client that does not trust the CA is helped as its own listener asks', async () => {
    const others = [reverse(8000, 0), reverse(8001, 1)]
    const app = createTestApp({
      columns: 140,
      source: { listening: forward, others },
      events: [tlsErrorEvent({ site: 1, authority: '', serverName: undefined as never })],
    })
    const screen = app.screen()
    expect(screen).toContain(
      'Listening on 127.0.0.1:8080. Try it:\n  In front of services: 127.0.0.1:8000, 127.0.0.1:8001.',
    )
    expect(screen).toContain('this shell    eval "$(middlebox ca env)"')
    expect(screen).toContain(
      '127.0.0.1:50000 does not trust the CA yet:  curl --cacert /home/me/ca.pem https://localhost:8001/  or y',
    )
    await app.press('y')
    expect(app.asked).toEqual(['clipboard curl --cacert /home/me/ca.pem https://localhost:8001/'])
  })

  test('a site with a certificate of its own asks nobody to trust our CA', async () => {
    const file = '/home/somebody/projects/shop/certificates/shop.pem'
    const certificate = () => ({ file, name: 'shop.test' })
    const source = { listening: reverse(8000, 0), certificate }
    const app = createTestApp({ source })
    const screen = app.screen()
    expect(screen).toContain('HTTPS shows a certificate of your own: your client needs to trust its issuer.\n')
    expect(screen).toContain('a browser     https://shop.test:8000/   once it trusts that issuer')
    expect(screen).not.toMatch(/ca\.pem|ca trust|CA made/)
    const command = `curl --cacert ${file} --resolve shop.test:8000:127.0.0.1 https://shop.test:8000/`
    expect(/one request +(curl[^]*?\/)\n +a browser/.exec(screen)![1]!.replace(/ \\\n +/g, ' ')).toBe(command)
    await app.press('y')
    app.feed(tlsErrorEvent({ site: 0, certificate: certificate() }))
    expect(app.screen()).toContain("127.0.0.1:50000 (for api.test) does not trust the site's own certificate:")
    await app.press('y')
    expect(app.asked).toEqual([`clipboard ${command}`, `clipboard ${command}`])
  })

  test('of several sites, those are named of which it is otherwise', () => {
    const own = (those: readonly number[]) => (site: number) =>
      those.includes(site) ? { file: '/a.pem', name: 'localhost' } : undefined
    const screen = (listening: ReturnType<typeof reverse> | typeof forward, those: readonly number[]) =>
      createTestApp({ source: { listening, others: [reverse(8001, 1)], certificate: own(those) } }).screen()
    expect(screen(reverse(8000, 0), [0])).toContain('\n  Not so at 127.0.0.1:8001, where it is the CA made for you.\n')
    expect(screen(reverse(8000, 0), [1])).toContain('\n  Not so at 127.0.0.1:8001, with a certificate of its own.\n')
    expect(screen(forward, [1])).toContain('\n  Not so at 127.0.0.1:8001, with a certificate of its own.\n')
    for (const those of [[], [0, 1]]) expect(screen(reverse(8000, 0), those)).not.toContain('Not so')
  })

  test('what nobody listens at yet is said until it is there', () => {
    const missing = [{ message: 'nothing on 3000', advice: 'Start 3000' }]
    const app = createTestApp({ source: { listening: reverse(8000, 0), absent: () => missing } })
    expect(app.screen()).toContain('  Nothing on 3000.\n  Start 3000\n')
    missing.splice(0)
    expect(app.screen()).not.toContain('Nothing')
  })

  test('what helps is seen whatever is absent, and whoever was refused', () => {
    const missing = [3000, 3001, 3002].map((port) => ({
      message: `nothing listens on localhost:${port} yet, where /${port} leads`,
      advice: 'Start it, or lead here what does listen (2024, 5173): middlebox reverse /a=5173',
    }))
    const others = [reverse(8000, 0), reverse(8001, 1)]
    const source = { listening: forward, others, absent: () => missing }
    const screen = createTestApp({ source, rows: 22 }).screen()
    expect(screen).toContain(
      '  Nothing listens on localhost:3000 yet, where /3000 leads, and 2 more like it:\n  E tells what to do.\n',
    )
    expect(screen).toContain('waiting for the first request')
    const refused = createTestApp({
      source,
      rows: 22,
      events: [tlsErrorEvent({ serverName: 'a-long-name.shop.test' })],
    })
    expect(refused.screen()).toContain('  eval "$(middlebox ca env)"   y copies it')
    expect(refused.screen()).not.toContain('Nothing listens')
    expect(createTestApp({ source, columns: 120, rows: 40 }).screen()).toContain('  And 1 more: E opens the log,')
  })

  test('listeners that there is no room for are counted', () => {
    const others = Array.from({ length: 12 }, (_one, at) => reverse(8000 + at, at))
    const screen = createTestApp({ source: { listening: forward, others } }).screen()
    expect(screen).toMatch(/\n {2}In front of services: 127\.0\.0\.1:8000, 127\.0\.0\.1:8001 and 10 more\.\n/)
  })
})

test('a failure to the upstream is no client’s', () => {
  const app = createTestApp({ columns: 140, events: [tlsErrorEvent({ leg: 'upstream' })] })
  expect(app.screen()).toContain('waiting for the first request')
})

describe('in 80 columns', () => {
  const advice = {
    command: 'middlebox',
    env: 'eval "$(MIDDLEBOX_HOME=/home/somebody/state/middlebox middlebox ca env)"',
    trust: 'middlebox ca trust',
  }

  test.each([
    [advice.env, [`  ${advice.env}`, '   y copies it']],
    ['eval "$(middlebox ca env -p 8081)"', ['  eval "$(middlebox ca env -p 8081)"   y copies it']],
  ])('whom it was, and below it what helps, whole: %s', (env, rows) => {
    const failure = tlsErrorEvent({ serverName: 'a-rather-long-host-name.shop.test' })
    const app = createTestApp({ events: [failure], source: { advice: { ...advice, env } } })
    const shown = app.screen().split('\n')
    expect(shown.slice(shown.findIndex((row) => row.includes('50000'))).slice(0, 2 + rows.length)).toEqual([
      '  127.0.0.1:50000 (for a-rather-long-host-name.shop.test) does not trust the',
      '  CA yet:',
      ...rows,
    ])
  })

  test('what is to be typed is never cut, and a shell takes it', () => {
    const ca = '/home/somebody/.local/share/middlebox/certificate-of-the-ca.pem'
    const listening = { mode: 'forward', url: 'http://127.0.0.1:8080', port: 8080, ca, seed: 'ab' } as const
    const screen = createTestApp({ source: { advice, listening } }).screen()
    expect(screen.replace('Go …', '')).not.toContain('…')
    const command = /one request +(curl[^]*?middlebox\.test\/)\n/.exec(screen)![1]!
    expect(command.replace(/ \\\n +/g, ' ')).toBe(
      `curl -x http://127.0.0.1:8080 --cacert ${ca} https://middlebox.test/`,
    )
    expect(screen).toContain(`\n      ${advice.env}\n`)
    const deep = { ...listening, ca: `/home/${'deep/'.repeat(16)}ca.pem` }
    expect(
      createTestApp({ source: { advice, listening: deep } })
        .screen()
        .replace('Go …', ''),
    ).not.toContain('…')
  })
})
