package model

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Where a clause has crossed from a segment to its neighbour's translation, the
// first or last clause of a segment says so: it is closer to what lies across the
// boundary than to what lies beside it. People then join the segments into one
// bead.

// Clauses are what is between marks, of so many bytes at least.
const (
	clauseLeast = 14
	clauseMarks = ".;:?!…"
	commaMarks  = ",)–—"
)

// clauses cuts a segment's first and last clause off, "" where it has but one.
// Full stops and their like are looked for before commas and dashes.
func clauses(s string) (head, tail string) {
	if len(s) < 2*clauseLeast+1 {
		return "", ""
	}
	for _, marks := range [...]string{clauseMarks, commaMarks} {
		first, last := -1, -1
		for k := clauseLeast; k < len(s)-clauseLeast; k++ {
			if s[k] != ' ' {
				continue
			}
			r, _ := utf8.DecodeLastRuneInString(s[:k])
			if strings.ContainsRune(marks, r) {
				if first < 0 {
					first = k
				}
				last = k + 1
			}
		}
		if first > 0 {
			return s[:first], s[last:]
		}
	}
	return "", ""
}

// clauseWords says, by segment, which of a text's words stand in the first and
// in the last clause: bit k for word k of the segment. All of them where there is
// but one clause.
type clauseWords struct{ head, tail []uint64 }

// clauseWords marks the words of the clauses, and the stems of the same words.
func (v *Vocabulary) clauseWords(segments []string, t, stems *Text) (words, stemmed clauseWords) {
	fresh := func() clauseWords {
		c := clauseWords{make([]uint64, len(segments)), make([]uint64, len(segments))}
		for k := range segments {
			c.head[k], c.tail[k] = ^uint64(0), ^uint64(0)
		}
		return c
	}
	words, stemmed = fresh(), fresh()
	var g Segment
	var ids []int32
	var buf []byte
	mark := func(clause string, k int) (w, s uint64) {
		ids = ids[:0]
		buf = v.scan(clause, &g, &ids, buf)
		for _, id := range ids {
			if at, ok := slices.BinarySearch(t.Words(k), id); ok && at < 64 {
				w |= 1 << at
			}
			if at, ok := slices.BinarySearch(stems.Words(k), v.stem(id)); ok && at < 64 {
				s |= 1 << at
			}
		}
		return w, s
	}
	for k, s := range segments {
		if head, tail := clauses(s); head != "" {
			words.head[k], stemmed.head[k] = mark(head, k)
			words.tail[k], stemmed.tail[k] = mark(tail, k)
		}
	}
	return words, stemmed
}

// markClauses marks the words of the clauses of both sides and of the pivot, for
// each channel.
func (p *Problem) markClauses(pivot, pivotWords *Text) {
	if p.clausal = pivot != nil || p.raw.Embed != nil; !p.clausal {
		return
	}
	s, stemS := p.v.clauseWords(p.raw.Source, p.s, p.stemS)
	t, stemT := p.v.clauseWords(p.raw.Target, p.t, p.stemT)
	p.clausesS = [channels]clauseWords{numbersChannel: s, surfaceChannel: s, lexiconChannel: stemS}
	p.clausesT = [channels]clauseWords{numbersChannel: t, surfaceChannel: t, lexiconChannel: stemT, pivotChannel: stemT}
	if pivot != nil {
		_, p.clausesS[pivotChannel] = p.v.clauseWords(p.raw.Pivot, pivotWords, pivot)
	}
}

// stem is the id of a word's stem.
func (v *Vocabulary) stem(w int32) int32 {
	f := v.forms[w]
	if len(f) <= stemLength || v.numeric(w) {
		return w
	}
	if s, ok := v.ids[f[:stemLength]]; ok {
		return s
	}
	return w
}

// crossing is what the clauses around a boundary say: over is how much closer one
// of the four is to the segment across than to the one beside it, sum the same of
// all four, and fit how much closer they are to the one beside it in the mean.
type crossing struct{ over, sum, fit float32 }

func (c *crossing) add(d float32) {
	c.over = max(c.over, d)
	c.sum += max(d, 0)
	c.fit -= d / 4
}

// cornerRow keeps the corners of one row.
type cornerRow struct {
	i, from int
	known   []bool
	words   []crossing
	vectors []crossing
}

// cornersAt looks at the boundary (i,j) by words, and by embeddings if there are.
func (x *extractor) cornersAt(i, j int) (words, vectors crossing) {
	n, m := x.s.Len(), x.t.Len()
	if i <= 0 || j <= 0 || i >= n || j >= m {
		return
	}
	r := &x.corners[i%len(x.corners)]
	if r.i != i {
		r.i, r.from = i, int(x.b.lo[i])
		size := int(x.b.hi[i]) - r.from + 1
		if cap(r.known) < size {
			r.known, r.words, r.vectors = make([]bool, size), make([]crossing, size), make([]crossing, size)
		}
		r.known, r.words, r.vectors = r.known[:size], r.words[:size], r.vectors[:size]
		clear(r.known)
	}
	k := j - r.from
	if k < 0 || k >= len(r.known) { // outside the band
		words = x.wordCorner(i, j)
		if x.vectors != nil {
			vectors = x.vectorCorner(i, j)
		}
		return words, vectors
	}
	if !r.known[k] {
		r.known[k] = true
		r.words[k] = x.wordCorner(i, j)
		if x.vectors != nil {
			r.vectors[k] = x.vectorCorner(i, j)
		}
	}
	return r.words[k], r.vectors[k]
}

// cornerWeight is what a channel's links count at a corner.
var cornerWeight = [channels]float32{numbersChannel: 1.5, surfaceChannel: 1, lexiconChannel: 1, pivotChannel: 1.5}

func (x *extractor) wordCorner(i, j int) crossing {
	var tailS, headS, tailT, headT float32 // across, less beside
	for c, ch := range x.channels {
		if ch == nil {
			continue
		}
		cs, ct := &x.clausesS[c], &x.clausesT[c]
		w := cornerWeight[c]
		s0, s1 := ch.s.Words(i-1), ch.s.Words(i)
		t0, t1 := ch.t.Words(j-1), ch.t.Words(j)
		for _, l := range x.linksOf(c, i-1, j-1) {
			if cs.tail[i-1]>>l.s&1 > 0 {
				tailS -= w * l.strength * ch.weightS[s0[l.s]]
			}
			if ct.tail[j-1]>>l.t&1 > 0 {
				tailT -= w * l.strength * ch.weightT[t0[l.t]]
			}
		}
		for _, l := range x.linksOf(c, i-1, j) {
			if cs.tail[i-1]>>l.s&1 > 0 {
				tailS += w * l.strength * ch.weightS[s0[l.s]]
			}
			if ct.head[j]>>l.t&1 > 0 {
				headT += w * l.strength * ch.weightT[t1[l.t]]
			}
		}
		for _, l := range x.linksOf(c, i, j-1) {
			if cs.head[i]>>l.s&1 > 0 {
				headS += w * l.strength * ch.weightS[s1[l.s]]
			}
			if ct.tail[j-1]>>l.t&1 > 0 {
				tailT += w * l.strength * ch.weightT[t0[l.t]]
			}
		}
		for _, l := range x.linksOf(c, i, j) {
			if cs.head[i]>>l.s&1 > 0 {
				headS -= w * l.strength * ch.weightS[s1[l.s]]
			}
			if ct.head[j]>>l.t&1 > 0 {
				headT -= w * l.strength * ch.weightT[t1[l.t]]
			}
		}
	}
	var out crossing
	out.add(tailS)
	out.add(headS)
	out.add(tailT)
	out.add(headT)
	return out
}

// cornerMatch fills in what the corners of a bead say, and those inside it.
func (x *extractor) cornerMatch(f []float32, i0, i, j0, j int) {
	if p := x.Problem; !p.clausal {
		return // the two texts alone tell too little for it
	}
	w0, v0 := x.cornersAt(i0, j0)
	w1, v1 := x.cornersAt(i, j)
	much := func(d float32) float32 { return min(d, 8) / 2 }
	f[fCross] = (much(w0.over) + much(w1.over)) / 2
	f[fCrossAny] = (min(w0.over, 1) + min(w1.over, 1)) / 2
	f[fCrossSum] = (much(w0.sum) + much(w1.sum)) / 4
	f[fCorner] = min(max((w0.fit+w1.fit)/4, -2), 2)
	if x.vectors != nil {
		v, f := x.vectors, f[firstVector:]
		f[vCross] = (v.much(v0.over) + v.much(v1.over)) / 2
		f[vCrossAny] = (min(v.much(v0.over), 1) + min(v.much(v1.over), 1)) / 2
		f[vCrossSum] = (v.much(v0.sum) + v.much(v1.sum)) / 4
		f[vCorner] = v.steps((v0.fit + v1.fit) / 2)
	}
	if i-i0 < 2 || j-j0 < 2 {
		return
	}
	// The boundary inside that is crossed least.
	w, v := crossing{over: 99, fit: -99}, crossing{over: 99, fit: -99}
	for r := i0 + 1; r < i; r++ {
		for c := j0 + 1; c < j; c++ {
			a, b := x.cornersAt(r, c)
			w.over, w.fit = min(w.over, a.over), max(w.fit, a.fit)
			v.over, v.fit = min(v.over, b.over), max(v.fit, b.fit)
		}
	}
	f[fGlue] = much(w.over)
	f[fGlueAny] = min(w.over, 1)
	f[fGlueMany] = min(max(w.fit/2, -2), 2)
	if x.vectors != nil {
		f := f[firstVector:]
		f[vGlue] = x.vectors.much(v.over)
		f[vGlueAny] = min(f[vGlue], 1)
		f[vGlueMany] = x.vectors.steps(v.fit)
	}
}
