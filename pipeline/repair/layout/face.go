package layout

import "unicode/utf8"

// Face is what lines are set in: letters that are all of one width, or each of its own.
type Face bool

// The faces.
const (
	Mono         Face = false
	Proportional Face = true
)

// Width of a text, in mean letters of running text.
func (f Face) Width(s string) float64 {
	if f == Proportional {
		return advanceOf(s)
	}
	return float64(utf8.RuneCountInString(s))
}
