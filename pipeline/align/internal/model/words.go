package model

import (
	"slices"
	"strings"
)

// sortedSet sorts words in place and drops doubles.
func sortedSet(words []int32) []int32 {
	slices.Sort(words)
	return slices.Compact(words)
}

// join makes one text of several segments.
func join(segments []string) string { return strings.Join(segments, " ") }

// stemLength is how many letters of a word its stem keeps: forms of one word
// should count together.
const stemLength = 6

// stems gives a text the stems of its words instead.
func (v *Vocabulary) stems(t *Text) *Text {
	out := &Text{Segments: t.Segments, chars: t.chars, offsets: make([]int32, len(t.offsets))}
	known := make([]int32, v.Len()) // the stem of each word, and one
	for i := range t.Segments {
		start := len(out.words)
		for _, w := range t.Words(i) {
			s := known[w] - 1
			if s < 0 {
				f := v.forms[w]
				if len(f) > stemLength && !v.numeric(w) {
					f = f[:stemLength]
				}
				s = v.id([]byte(f))
				known[w] = s + 1
			}
			out.words = append(out.words, s)
		}
		set := sortedSet(out.words[start:])
		out.words = out.words[:start+len(set)]
		out.offsets[i+1] = int32(len(out.words))
	}
	return out
}
