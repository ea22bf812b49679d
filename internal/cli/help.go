package cli

import "strings"

// The help texts: what it does, an example, the flags, the exit codes. One
// screen each, for a person who reads them at a prompt.

const appHelp = `recto: {{.Usage}}

usage: recto COMMAND [FLAGS] [FILE…]
{{range .VisibleCategories}}{{if .VisibleCommands}}
{{if .Name}}{{.Name}}{{else}}commands{{end}}
{{range .VisibleCommands}}  {{printf "%-11s" .Name}} {{.Usage}}
{{end}}{{end}}{{end}}
Each command has its own --help, with an example. A first try:

  recto repair letter.txt --diff
  recto run letter.txt --to en

Settings: flags, then RECTO_… in the environment, then
$XDG_CONFIG_HOME/recto/config.yaml (or --config FILE).
`

const commandHelp = `{{.HelpName}}: {{.Usage}}

usage: {{.HelpName}}{{if .ArgsUsage}} {{.ArgsUsage}}{{end}}{{if .VisibleFlags}} [FLAGS]{{end}}
{{if .Description}}
{{.Description}}
{{end}}{{range .VisibleFlagCategories}}
{{if .Name}}{{.Name}}{{else}}flags{{end}}
{{range .Flags}}  {{.}}
{{end}}{{end}}`

const groupHelp = `{{.HelpName}}: {{.Usage}}

usage: {{.HelpName}} COMMAND [FLAGS]
{{if .Description}}
{{.Description}}
{{end}}
commands
{{range .VisibleCommands}}  {{printf "%-11s" .Name}} {{.Usage}}
{{end}}`

// description lays out the long text of a command: what it does, examples, and
// exit codes, of which only those that the command can give.
func description(text string, examples []string, codes ...int) string {
	var b strings.Builder
	b.WriteString(strings.TrimSpace(text))
	if len(examples) > 0 {
		b.WriteString("\n\nexample\n")
		for _, e := range examples {
			b.WriteString("  " + e + "\n")
		}
	}
	b.WriteString("\nexit codes\n")
	for _, c := range codes {
		b.WriteString("  " + codeText(c) + "\n")
	}
	return strings.TrimRight(b.String(), "\n")
}

func codeText(code int) string {
	switch code {
	case exitDone:
		return "0    done"
	case exitFailed:
		return "1    nothing worked"
	case exitUsage:
		return "2    wrong usage"
	case exitPartly:
		return "3    in part: a document failed, a segment stays open, or a limit was reached"
	case exitLocked:
		return "4    another run holds the lock"
	case exitRefused:
		return "5    the engine refuses: key, money or model"
	default:
		return "130  interrupted; what was done is kept"
	}
}
