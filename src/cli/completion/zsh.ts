/** Completion for zsh, with each command's and option's line of help beside it. */
import { commandPatterns, quote, valueArms, valuePatterns } from './shell-cases.ts'
import type { CompletionNode } from './tree.ts'

export function zshCompletion(nodes: readonly CompletionNode[], names: readonly string[]): string {
  const words = (list: readonly string[]) => `compadd -- ${list.map(quote).join(' ')}`
  return `#compdef ${names.join(' ')}
# zsh completion for ${names.join(', ')}: eval "$(middlebox completion zsh)", or as a file _middlebox in $fpath
_middlebox() {
  local at='' word i previous="$words[CURRENT-1]"
  local -a options choices
  # "--option=value" is one word: complete what follows the sign.
  if [[ "$PREFIX" == --*=* ]]; then
    previous="\${PREFIX%%=*}"
    compset -P 1 '*='
  fi
  for ((i = 2; i < CURRENT; i++)); do
    word="$words[i]"
    if [[ "$word" == '--' ]]; then
      if ((i + 1 == CURRENT)); then _command_names -e; else _files; fi
      return
    fi
    case "$at|$word" in
      ${valuePatterns(nodes).join('|')}) ((i++)); continue ;;
    esac
    case "\${at:+$at }$word" in
      ${commandPatterns(nodes).join('|')}) at="\${at:+$at }$word" ;;
    esac
  done
  case "$at|$previous" in
${valueArms(nodes, words, '_files').join('\n')}
  esac
  case "$at" in
${nodes.map(nodeArm).join('\n')}
  esac
  if [[ "$PREFIX" == -* ]]; then _describe -o option options; else _describe command choices; fi
}
if [ "$funcstack[1]" = '_middlebox' ]; then _middlebox "$@"; else compdef _middlebox ${names.join(' ')}; fi
`
}

function nodeArm({ path, commands, options, words }: CompletionNode): string {
  const spelled = options.flatMap(({ spellings, help }) => spellings.map((one) => described(one, help)))
  const next = [...commands.map(({ name, help }) => described(name, help)), ...words.map(quote)]
  return `    ${quote(path)}) options=(${spelled.join(' ')}) choices=(${next.join(' ')}) ;;`
}

/** _describe splits at the first colon that is not escaped. */
function described(word: string, help: string): string {
  return quote(`${word.replaceAll(':', '\\:')}:${help}`)
}
