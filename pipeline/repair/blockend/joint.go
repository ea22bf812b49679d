package blockend

import "github.com/recto/recto/pipeline/repair/lm"

// ctx is the tokens before a joint, or behind it, nearest first; -1 is one that
// is not known.
type ctx [lm.Context]int32

func forwards(nums []int32) (c ctx) {
	n := copy(c[:], nums)
	for ; n < len(c); n++ {
		c[n] = -1
	}
	return c
}

func backwards(nums []int32) (c ctx) {
	for k := range c {
		c[k] = -1
		if k < len(nums) {
			c[k] = nums[len(nums)-1-k]
		}
	}
	return c
}

// then is a context that goes on with another where its own tokens end.
func (c ctx) then(d ctx) ctx {
	at := 0
	for k := range c {
		if c[k] < 0 {
			c[k] = d[at]
			at++
		}
	}
	return c
}

// edges is the joint of a paragraph's end and another's beginning.
func edges(last, first *lm.Token) float64 {
	if stops(last.Last) && (first.Case != lm.Lower || first.Kind == lm.Number) {
		return proper
	}
	return chance
}

// starts and ends score a phrase that begins or ends a paragraph.
func starts(t *lm.Token) float64 {
	if t.Case != lm.Lower || t.Kind == lm.Number {
		return proper
	}
	return chance
}

func ends(t *lm.Token) float64 {
	if stops(t.Last) {
		return proper
	}
	return chance
}
