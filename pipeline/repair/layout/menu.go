package layout

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Menu says of a line that gaps of two spaces part its names or keys, as a program's screen
// has them: "Quay  Harbour  Town  Help", "q: quit  u: undo  ?: help". The phrases of so many
// holes are as many words at least, and stand at one end of the line.
func Menu(s string) bool {
	const (
		few = 2 // gaps
		key = 4 // letters before a colon
	)
	if strings.Count(s, "  ") < few {
		return false
	}
	parts := strings.Split(s, "  ")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	parts = slices.DeleteFunc(parts, func(part string) bool { return part == "" })
	gaps := len(parts) - 1
	if gaps < few {
		return false
	}
	keys, words := 0, 0
	for _, part := range parts {
		before, _, ok := strings.Cut(part, ": ")
		keys += one(ok && utf8.RuneCountInString(before) <= key)
		words += len(strings.Fields(part))
	}
	if keys > gaps || parts[0] == parts[gaps] {
		return true // "q: quit  u: undo  ?: help", "MEND(1)  tools of the harbour  MEND(1)"
	}
	fewer := func(part string) bool { return len(strings.Fields(part)) < gaps }
	return gaps > few && words <= 2*len(parts)+1 && fewer(parts[0]) && fewer(parts[gaps])
}
