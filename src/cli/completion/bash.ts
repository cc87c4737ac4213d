/** Completion for bash, in what bash 3.2 (macOS) understands, without the bash-completion package. */
import { commandPatterns, quote, valueArms, valuePatterns } from './shell-cases.ts'
import type { CompletionNode } from './tree.ts'

export function bashCompletion(nodes: readonly CompletionNode[], names: readonly string[]): string {
  const words = (list: readonly string[]) => `COMPREPLY=($(compgen -W ${quote(list.join(' '))} -- "$current"))`
  return `# bash completion for ${names.join(', ')}: eval "$(middlebox completion bash)"
_middlebox() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" path='' options='' words='' word i
  COMPREPLY=()
  # "--option=value" arrives as three words.
  if [ "$current" = '=' ]; then current=''; elif [ "$previous" = '=' ]; then previous="\${COMP_WORDS[COMP_CWORD-2]}"; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    if [ "$word" = '--' ]; then
      local IFS=$'\\n'
      if [ $((i + 1)) -eq "$COMP_CWORD" ]; then COMPREPLY=($(compgen -c -- "$current")); else COMPREPLY=($(compgen -f -- "$current")); fi
      return
    fi
    case "$path|$word" in
      ${valuePatterns(nodes).join('|')}) i=$((i + 1)); continue ;;
    esac
    case "\${path:+$path }$word" in
      ${commandPatterns(nodes).join('|')}) path="\${path:+$path }$word" ;;
    esac
  done
  case "$path|$previous" in
${valueArms(nodes, words, 'compopt -o filenames 2>/dev/null; local IFS=$\'\\n\'; COMPREPLY=($(compgen -f -- "$current"))').join('\n')}
  esac
  case "$path" in
${nodes.map(nodeArm).join('\n')}
  esac
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$options" -- "$current")) ;;
    *) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;
  esac
}
complete -F _middlebox ${names.join(' ')}
`
}

function nodeArm({ path, commands, options, words }: CompletionNode): string {
  const spelled = options.flatMap(({ spellings }) => spellings).join(' ')
  const next = [...commands.map(({ name }) => name), ...words].join(' ')
  return `    ${quote(path)}) options=${quote(spelled)} words=${quote(next)} ;;`
}
