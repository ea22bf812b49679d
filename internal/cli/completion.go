package cli

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"
)

func (s *shell) completionCommand() *cli.Command {
	return &cli.Command{
		Name:      "completion",
		Usage:     "shell completion for bash, zsh or fish",
		ArgsUsage: "bash|zsh|fish",
		Category:  "about",
		Description: description("Prints a script for the shell named.", []string{
			"recto completion bash > ~/.local/share/bash-completion/completions/recto",
			"recto completion zsh > ~/.zfunc/_recto",
			"recto completion fish > ~/.config/fish/completions/recto.fish",
		}, exitDone, exitUsage),
		Action: func(c *cli.Context) error {
			switch c.Args().First() {
			case "bash":
				fmt.Fprint(s.stdout, bashCompletion)
			case "zsh":
				fmt.Fprint(s.stdout, zshCompletion)
			case "fish":
				script, err := c.App.ToFishCompletion()
				if err != nil {
					return fmt.Errorf("fish completion: %w", err)
				}
				fmt.Fprintln(s.stdout, strings.TrimSpace(script))
			case "":
				return usagef("for which shell? one of bash, zsh, fish")
			default:
				return usagef("no completion for %q, only for bash, zsh, fish", c.Args().First())
			}
			return nil
		},
	}
}

// The binary itself answers what may come next; the scripts ask it, and offer
// files beside.

const bashCompletion = `# recto completion for bash
_recto() {
  local cur="${COMP_WORDS[COMP_CWORD]}" words
  words=("${COMP_WORDS[@]:0:COMP_CWORD}")
  [[ "$cur" == -* ]] && words+=("$cur")
  COMPREPLY=($(compgen -W "$("${words[@]}" --generate-bash-completion 2>/dev/null)" -- "$cur"))
}
complete -o bashdefault -o default -F _recto recto
`

const zshCompletion = `#compdef recto
_recto() {
  local -a opts
  local cur=${words[-1]}
  if [[ "$cur" == -* ]]; then
    opts=("${(@f)$(${words[@]:0:#words[@]-1} ${cur} --generate-bash-completion 2>/dev/null)}")
  else
    opts=("${(@f)$(${words[@]:0:#words[@]-1} --generate-bash-completion 2>/dev/null)}")
  fi
  [[ -n "${opts[1]}" ]] && _describe 'values' opts
  _files
}
compdef _recto recto
`
