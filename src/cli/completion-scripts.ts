export const shells = ['bash', 'zsh', 'fish'] as const;

/** Prints the script that asks `butler complete` what may come next. */
export async function printScript(shell: (typeof shells)[number]): Promise<void> {
  if (shell === 'bash') {
    process.stdout.write(bash);
    return;
  }
  const { script } = await import('@bomb.sh/tab');
  script(shell, 'butler', 'butler');
}

/**
 * Our own: that of the library evaluates what is on the line, so that Tab would run what stands there in $(…), and needs a
 * package of functions that many machines do not have. Works in bash from 3.2 on, as macOS has it.
 */
const bash = `# bash completion for butler
_butler() {
    local IFS=$'\\n' word line kind=0 cur=\${COMP_WORDS[COMP_CWORD]} words=() found=()
    for word in "\${COMP_WORDS[@]:1:COMP_CWORD}"; do
        words+=("$word")
    done
    # An open quote belongs to the shell, not to the word.
    case $cur in [\\"\\']*) words[\${#words[@]}-1]=\${cur:1} ;; esac
    while IFS= read -r line; do
        case $line in
            :*) kind=\${line#:} ;;
            *) found+=("\${line%%$'\\t'*}") ;;
        esac
    done < <(butler complete -- "\${words[@]}" 2>/dev/null)
    COMPREPLY=()
    for word in "\${found[@]}"; do
        case $cur in
            [\\"\\']*) COMPREPLY+=("$word") ;;
            *) COMPREPLY+=("$(printf '%q' "$word")") ;;
        esac
    done
    if ((kind & 16)); then
        compopt -o filenames 2>/dev/null
        COMPREPLY+=($(compgen -d -- "$cur"))
    elif ((!(kind & 4))); then
        compopt -o filenames 2>/dev/null
        COMPREPLY+=($(compgen -f -- "$cur"))
    fi
}
complete -F _butler butler
`;
