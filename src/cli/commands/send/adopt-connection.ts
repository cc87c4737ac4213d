/** Options of a curl command that are ours too become ours, as if given on the command line; what was given there wins. */
import type { Command } from 'commander'

export function adoptConnection(command: Command, connection: readonly { flag: string; value: string }[]): void {
  const adopted = new Set<string>()
  for (const { flag, value } of connection) {
    const option = command.options.find(({ long }) => long === `--${flag}`)
    const attribute = option?.attributeName()
    if (option === undefined || attribute === undefined) continue
    if (!adopted.has(attribute) && command.getOptionValueSource(attribute) === 'cli') continue
    const earlier: unknown = adopted.has(attribute) ? command.getOptionValue(attribute) : undefined
    adopted.add(attribute)
    // An option that may be repeated has a parser that collects.
    const parsed: unknown = option.parseArg ? option.parseArg(value, earlier) : value
    command.setOptionValueWithSource(attribute, option.required ? parsed : true, 'cli')
  }
}
