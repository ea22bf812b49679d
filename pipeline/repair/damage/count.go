package damage

import "strings"

// Count of neighbouring words, the unit in which damage and repair are
// measured.
type Count struct {
	Broken, Restored int // pairs of the right text that the damaged one lacks; those that are back
	Sound, Damaged   int // pairs that the damaged text has; those that are lost
}

// Add adds another count.
func (c *Count) Add(d Count) {
	c.Broken += d.Broken
	c.Restored += d.Restored
	c.Sound += d.Sound
	c.Damaged += d.Damaged
}

// Compare counts the pairs of a right text in the text as it came and as it
// was repaired: those of each of its lines, for what stands between two paragraphs
// need not be known.
func Compare(right, came, repaired string) Count {
	had, has := pairs(came), pairs(repaired)
	var c Count
	for line := range strings.Lines(right) {
		c.compare(strings.Fields(line), had, has)
	}
	return c
}

func (c *Count) compare(words []string, had, has map[string]int) {
	for i := 1; i < len(words); i++ {
		p := words[i-1] + " " + words[i]
		here := has[p] > 0
		if here {
			has[p]--
		}
		if had[p] > 0 {
			had[p]--
			c.Sound++
			if !here {
				c.Damaged++
			}
			continue
		}
		c.Broken++
		if here {
			c.Restored++
		}
	}
}

func pairs(s string) map[string]int {
	out := map[string]int{}
	words := strings.Fields(s)
	for i := 1; i < len(words); i++ {
		out[words[i-1]+" "+words[i]]++
	}
	return out
}
