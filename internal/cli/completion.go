package cli

import (
	"fmt"
	"slices"
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

const completionFlag = "--generate-bash-completion"

// complete makes a question of a shell's completion one that urfave/cli
// answers, or answers it. Without it a "--" among the words would end the
// question, and the command would run for real.
func (s *shell) complete(args []string) (question []string, done bool) {
	last := len(args) - 1
	if last < 2 || args[last] != completionFlag {
		return args, false
	}
	words := slices.Clone(args[1:last])
	if end := len(words) - 1; words[end] == "--" {
		words[end] = "-" // the flags that begin so
	}
	if slices.Contains(words, "--") {
		return nil, true // files only
	}
	if values := valuesAfter(words); values != nil {
		fmt.Fprintln(s.stdout, strings.Join(values, "\n"))
		return nil, true
	}
	return append(append(args[:1:1], words...), completionFlag), false
}

// valuesAfter lists what may come after the last word, where that is a few words.
func valuesAfter(words []string) []string {
	switch words[len(words)-1] {
	case "--engine":
		return engineNames
	case "--format":
		if words[0] == "align" {
			return []string{"tsv", "beads", "jsonl", "tmx"}
		}
		return []string{"all", "jsonl", "tmx", "xliff", "tsv", "xlsx", "html"}
	case "--repair":
		return []string{"auto", "off"}
	case "completion":
		return []string{"bash", "zsh", "fish"}
	}
	return nil
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
