/** `middlebox ca`: the certificate authority in one's hands: see it, take it elsewhere, trust it, replace it. */
import { Option } from 'commander'
import type { Command } from 'commander'
import type { CliWorld } from '../world.ts'

/** Commands of a subcommand load when it runs: `ca path` needs none of what `ca trust` does. */
export function registerCa(program: Command, world: CliWorld): void {
  const ca = program.command('ca').description('show, export, trust and replace the certificate authority')

  ca.command('show')
    .description('who it is, how long, for which hosts, and whether it is trusted')
    .action(async () => (await import('./ca/show.ts')).showCa(world))

  ca.command('path')
    .description('path of the certificate, written in another format on demand')
    .addOption(formatOption('pem, der, p12 or mobileconfig'))
    .action(async (options: { format: string }) => (await import('./ca/export.ts')).printCaPath(world, options.format))

  ca.command('env')
    .description('lines that bring the programs of a shell to the proxy: eval "$(middlebox ca env)"')
    .addOption(
      oneOf(new Option('--shell <shell>', 'sh, fish or powershell (default: the one you use)'), [
        'sh',
        'fish',
        'powershell',
      ]),
    )
    .option('-p, --listen-port <port>', 'port of the proxy (default: as configured, else 8080)')
    .action(async (options: { shell?: string; listenPort?: string }) =>
      (await import('./ca/env.ts')).printCaEnvironment(world, options),
    )

  ca.command('export')
    .description('the certificate, never the key')
    .addOption(formatOption('pem, der, p12 (empty password) or mobileconfig'))
    .option('-o, --output <file>', 'write to a file instead of stdout')
    .action(async (options: { format: string; output?: string }) =>
      (await import('./ca/export.ts')).exportCa(world, options),
    )

  registerTrust(ca, world)
  registerRotate(ca, world)
}

function formatOption(help: string): Option {
  return oneOf(new Option('--format <format>', help).default('pem'), ['pem', 'der', 'p12', 'mobileconfig'])
}

/** Only for completion: the command checks the word itself and names the nearest. */
function oneOf(option: Option, words: readonly string[]): Option {
  option.argChoices = [...words]
  return option
}

function registerTrust(ca: Command, world: CliWorld): void {
  for (const action of ['trust', 'untrust'] as const) {
    ca.command(action)
      .description(action === 'trust' ? 'make this machine trust it' : 'make this machine trust it no more')
      .option('--nss', 'the stores of Chrome and Firefox instead of the system')
      .option('--dry-run', 'only print the commands')
      .option('--yes', 'do not ask')
      .action(async (options: { nss?: boolean; dryRun?: boolean; yes?: boolean }) =>
        (await import('./ca/trust.ts')).changeTrust(world, action, options),
      )
  }
}

function registerRotate(ca: Command, world: CliWorld): void {
  ca.command('rotate')
    .description('replace it by a new one; the old one is kept aside')
    .option(
      '--permit <host>',
      "vouch only for this name ('*.corp.example'), address or network; repeatable",
      collect,
      [],
    )
    .option('--yes', 'do not ask')
    .action(async (options: { permit: string[]; yes?: boolean }) =>
      (await import('./ca/rotate.ts')).rotateCa(world, options),
    )
}

function collect(value: string, before: string[]): string[] {
  return [...before, value]
}
