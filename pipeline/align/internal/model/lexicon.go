package model

import "context"

// Entry is a source stem, a target stem, and how sure it is that one
// translates the other, in (0,1].
type Entry struct {
	Source, Target string
	Strength       float32
}

// LearnEntries learns a lexicon of stems from pairs of texts that belong
// together.
func LearnEntries(texts [][2]string) []Entry {
	var v Vocabulary
	src, tgt := make([]string, len(texts)), make([]string, len(texts))
	for k, t := range texts {
		src[k], tgt[k] = t[0], t[1]
	}
	ctx := context.Background() // which no phase below has any other error from
	s, t, _ := v.Both(ctx, src, tgt)
	s, t = v.stems(s), v.stems(t)
	pairs := make([]pair, 0, len(texts))
	for k := range texts {
		ws, wt := s.Words(k), t.Words(k)
		if len(ws) > 0 && len(wt) > 0 && len(ws) <= lexiconWords && len(wt) <= lexiconWords {
			pairs = append(pairs, pair{ws, wt})
		}
	}
	var out []Entry
	learned, _ := learn(ctx, pairs, v.Len())
	for _, e := range learned {
		out = append(out, Entry{v.forms[e.from], v.forms[e.to], e.strength})
	}
	return out
}

// given finds the entries of a lexicon from elsewhere whose words occur.
func (v *Vocabulary) given(lexicon []Entry) []entry {
	var out []entry
	for _, e := range lexicon {
		from, ok := v.ids[e.Source]
		if !ok {
			continue
		}
		if to, ok := v.ids[e.Target]; ok {
			out = append(out, entry{from, to, e.Strength})
		}
	}
	return out
}

// merged joins two tables; an entry of both keeps its greater strength.
func merged(a, b []entry) []entry {
	type key struct{ s, t int32 }
	at := map[key]int{}
	var out []entry
	for _, list := range [][]entry{a, b} {
		for _, e := range list {
			k := key{e.from, e.to}
			if q, ok := at[k]; ok {
				out[q].strength = max(out[q].strength, e.strength)
				continue
			}
			at[k] = len(out)
			out = append(out, e)
		}
	}
	return out
}
