package model

// pairs are the drafted beads that a lexicon is learned from: the short ones,
// evenly spread if there are very many.
func (p *Problem) pairs(d *drafted, s, t *Text) []pair {
	var out []pair
	for _, st := range d.steps {
		if st.i == st.i0 || st.j == st.j0 || st.i-st.i0+st.j-st.j0 > 4 || st.posterior <= 0.2 {
			continue
		}
		ws := joined(s, st.i0, st.i)
		wt := joined(t, st.j0, st.j)
		if len(ws) > 0 && len(wt) > 0 && len(ws) <= lexiconWords && len(wt) <= lexiconWords {
			out = append(out, pair{ws, wt})
		}
	}
	if len(out) <= lexiconPairs {
		return out
	}
	some := make([]pair, lexiconPairs)
	for k := range some {
		some[k] = out[k*len(out)/lexiconPairs]
	}
	return some
}

func joined(t *Text, from, to int) []int32 {
	if to == from+1 {
		return t.Words(from)
	}
	var out []int32
	for i := from; i < to; i++ {
		out = append(out, t.Words(i)...)
	}
	return sortedSet(out)
}
