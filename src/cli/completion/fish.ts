/** Completion for fish, which wants one declaration per command and option. */
import type { CompletionNode, CompletionOption } from './tree.ts'

export function fishCompletion(nodes: readonly CompletionNode[], names: readonly string[]): string {
  const valued = nodes.flatMap(({ path, options }) =>
    options
      .filter(({ value }) => value !== 'none')
      .flatMap(({ spellings }) => spellings.map((one) => quote(`${path}|${one}`))),
  )
  const paths = nodes.flatMap(({ path, commands }) => commands.map(({ name }) => quote(`${path} ${name}`.trim())))
  return `# fish completion for ${names.join(', ')}: middlebox completion fish | source
function __middlebox_at
    set -l path ''
    set -l skip 0
    for word in (commandline -opc)[2..-1]
        if test $skip = 1
            set skip 0
        else if test "$word" = --
            set path --
            break
        else if contains -- "$path|$word" ${valued.join(' ')}
            set skip 1
        else if contains -- (string trim -- "$path $word") ${paths.join(' ')}
            set path (string trim -- "$path $word")
        end
    end
    test "$path" = "$argv[1]"
end
function __middlebox_wrapped
    complete -C (commandline -cp | string replace -r '^.*? -- ' '')
end
${names.map((name) => declarations(name, nodes)).join('')}`
}

function declarations(name: string, nodes: readonly CompletionNode[]): string {
  const lines = nodes.flatMap(({ path, commands, options, words }) => {
    const start = `complete -c ${name} -n ${quote(`__middlebox_at ${quote(path)}`)}`
    return [
      ...commands.map((command) => `${start} -f -a ${quote(command.name)} -d ${quote(command.help)}`),
      ...words.map((word) => `${start} -f -a ${quote(word)}`),
      ...options.map((option) => `${start} ${describe(option)}`),
    ]
  })
  const wrapped = `complete -c ${name} -n ${quote("__middlebox_at '--'")} -a '(__middlebox_wrapped)'`
  return [`complete -c ${name} -f`, ...lines, wrapped, ''].join('\n')
}

function describe({ spellings, help, value, words }: CompletionOption): string {
  const flags = spellings.map((one) => (one.startsWith('--') ? `-l ${one.slice(2)}` : `-s ${one.slice(1)}`))
  const argument = { none: '', word: ` -x -a ${quote(words.join(' '))}`, file: ' -r -F', free: ' -x' }[value]
  return `${flags.join(' ')}${argument} -d ${quote(help)}`
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
