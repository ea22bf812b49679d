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
