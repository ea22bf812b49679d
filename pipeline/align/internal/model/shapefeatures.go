package model

import "math"

// baseMatch fills in what lengths, ends and counts say of a bead of segments
// [i0,i) and [j0,j), none of them empty.
func (x *extractor) baseMatch(f []float32, i0, i, j0, j int) {
	a, b := i-i0, j-j0
	switch lo, hi := min(a, b), max(a, b); {
	case hi == 1:
		f[f11] = 1
	case lo == 1 && hi <= 4:
		f[f12+hi-2] = 1
	case lo == 1:
		f[f1x] = 1
	case lo == 2 && hi == 2:
		f[f22] = 1
	case lo == 2 && hi == 3:
		f[f23] = 1
	case lo == 3 && hi == 3:
		f[f33] = 1
	default:
		f[fxx] = 1
	}
	f[fSize] = float32(a+b-2) / 2
	f[fAsymmetry] = float32(b-a) * x.lean

	ls, lt := float64(x.s.Chars(i0, i)), float64(x.t.Chars(j0, j))
	d := math.Abs(x.m.delta(ls, lt))
	f[fDelta] = float32(min(d, 8)) / 2
	f[fDelta2] = float32(min(d*d, 50)) / 8
	r := float32(math.Abs(math.Log((lt + 4) / (x.m.ratio*ls + 4))))
	r = min(r, 2)
	f[fRatio] = r
	long := float32(math.Log(ls+lt)) / 5
	if a == 1 && b == 1 {
		f[fRatio11], f[fLength11] = r, long
	} else {
		f[fRatioMany], f[fLengthMany] = r, long
		least := int32(math.MaxInt32)
		if a > 1 {
			for q := i0; q < i; q++ {
				least = min(least, x.s.Segments[q].Chars)
			}
		}
		if b > 1 {
			for q := j0; q < j; q++ {
				least = min(least, x.t.Segments[q].Chars)
			}
		}
		f[fShortest] = float32(math.Log(float64(least))) / 5
	}
	ends(f, &x.s.Segments[i-1], &x.t.Segments[j-1])
	begins(f, &x.s.Segments[i0], &x.t.Segments[j0])
	for q := i0 + 1; q < i; q++ {
		inner(f, &x.s.Segments[q-1], &x.s.Segments[q])
	}
	for q := j0 + 1; q < j; q++ {
		inner(f, &x.t.Segments[q-1], &x.t.Segments[q])
	}
	x.counts(f, i0, i, j0, j)
}

func ends(f []float32, s, t *Segment) {
	full := func(e End) bool { return e == EndFull || e == EndAsk || e == EndCall }
	one := func(e End) float32 {
		if (s.End == e) != (t.End == e) {
			return 1
		}
		return 0
	}
	both := func(e End) float32 {
		if s.End == e && t.End == e {
			return 1
		}
		return 0
	}
	if s.End == t.End {
		f[fEndSame] = 1
	}
	if full(s.End) && full(t.End) {
		f[fEndBothFull] = 1
	}
	if full(s.End) != full(t.End) {
		f[fEndFullWeak] = 1
	}
	f[fEndAskBoth] = both(EndAsk)
	f[fEndAskOne] = one(EndAsk)
	f[fEndCallOne] = one(EndCall)
	f[fEndColonOne] = one(EndColon)
	f[fEndSemiOne] = one(EndSemi)
	f[fEndCommaOne] = one(EndComma)
	f[fEndColonBoth] = both(EndColon)
	f[fEndNoneBoth] = both(EndNone)
	f[fEndDigitOne] = one(EndDigit)
	if s.Quoted != t.Quoted {
		f[fEndQuotedOne] = 1
	}
}

func begins(f []float32, s, t *Segment) {
	one := func(b Begin) float32 {
		if (s.Begin == b) != (t.Begin == b) {
			return 1
		}
		return 0
	}
	if s.Begin == t.Begin {
		f[fBeginSame] = 1
		switch s.Begin {
		case BeginLower:
			f[fBeginLowerBoth] = 1
		case BeginDigit:
			f[fBeginDigitBoth] = 1
		}
	}
	f[fBeginLowerOne] = one(BeginLower)
	f[fBeginDigitOne] = one(BeginDigit)
	f[fBeginQuoteOne] = one(BeginQuote)
	f[fBeginDashOne] = one(BeginDash)
	f[fBeginBracketOne] = one(BeginBracket)
}

// inner looks at a boundary inside a bead: the weaker it is, the sooner two
// segments are one sentence.
func inner(f []float32, before, after *Segment) {
	switch before.End {
	case EndFull, EndAsk, EndCall:
		f[fInnerFull]++
	case EndColon, EndSemi:
		f[fInnerColon]++
	default:
		f[fInnerWeak]++
	}
	if after.Begin == BeginLower {
		f[fInnerLower]++
	}
}

func (x *extractor) counts(f []float32, i0, i, j0, j int) {
	var s, t [6]float32
	sum := func(to *[6]float32, g []Segment) {
		for q := range g {
			to[0] += float32(g[q].Commas)
			to[1] += float32(g[q].Quotes)
			to[2] += float32(g[q].Brackets)
			to[3] += float32(g[q].Asks)
			to[4] += float32(g[q].Figures)
			to[5] += float32(g[q].Capitals)
		}
	}
	sum(&s, x.s.Segments[i0:i])
	sum(&t, x.t.Segments[j0:j])
	apart := func(k int) float32 {
		d := s[k] - t[k]
		return max(d, -d) / (1 + s[k] + t[k])
	}
	f[fCommas], f[fQuotes], f[fBrackets], f[fAsks], f[fFigures], f[fCapitals] =
		apart(0), apart(1), apart(2), apart(3), apart(4), apart(5)
}

// baseGap fills in what a segment without a counterpart looks like. side is +1
// for a segment of the target, -1 for one of the source.
func (x *extractor) baseGap(f []float32, g *Segment, side float32, again bool) {
	f[fGap] = 1
	f[fGapLength] = float32(math.Log(float64(g.Chars))) / 5
	if g.Chars < 6 {
		f[fGapTiny] = 1
	}
	f[fGapFigures] = float32(g.Figures) / float32(g.Chars)
	f[fGapCapitals] = float32(g.Capitals) / float32(g.Chars)
	if g.Begin == BeginLower {
		f[fGapLower] = 1
	}
	if g.End == EndNone || g.End == EndDigit {
		f[fGapEndNone] = 1
	}
	f[fGapAsymmetry] = side * x.lean
	if again {
		f[fGapAgain] = 1
	}
}

// draftOf fills in what the draft thinks of the bead's end, and of the likeliest
// boundary inside it.
func (x *extractor) draftOf(f []float32, i0, i, j0, j int) {
	f[fDraftEnd] = x.through(i, j) / 4
	if i-i0+j-j0 < 3 || i == i0 || j == j0 {
		return
	}
	f[fDraftInner] = 1 - x.inner(i0, i, j0, j)/neverThrough
}
