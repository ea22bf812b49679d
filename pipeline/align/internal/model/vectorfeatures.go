package model

import "math"

// nearRow holds the cosines of one source segment with a range of target
// segments.
type nearRow struct {
	i, from int
	cos     []float32
}

// unknown marks a cosine that nobody has asked for.
const unknown = 9

// cos is the cosine of source segment i and target segment j, which are there.
func (x *extractor) cos(i, j int) float32 {
	r := &x.near[i%len(x.near)]
	if r.i != i {
		r.i, r.from = i, max(int(x.b.lo[max(i-MaxBead, 0)])-2, 0)
		to := min(int(x.b.hi[min(i+MaxBead, x.s.Len())])+2, x.t.Len())
		r.cos = r.cos[:0]
		for range to - r.from {
			r.cos = append(r.cos, unknown)
		}
	}
	k := j - r.from
	if k < 0 || k >= len(r.cos) {
		return float32(x.vectors.cosine(i, j))
	}
	if r.cos[k] == unknown {
		r.cos[k] = float32(x.vectors.cosine(i, j))
	}
	return r.cos[k]
}

// sums is the cosine of the sums of the vectors of two stretches, each vector
// weighed by its segment's length.
func (x *extractor) sums(i0, i, j0, j int) float32 {
	var dot float32
	for q := i0; q < i; q++ {
		for w := j0; w < j; w++ {
			dot += float32(x.s.Segments[q].Chars) * float32(x.t.Segments[w].Chars) * x.cos(q, w)
		}
	}
	return dot / float32(math.Sqrt(float64(x.vectors.kinS.length(x.s, i0, i)*x.vectors.kinT.length(x.t, j0, j)))+1e-9)
}

// z is a cosine in deviations above chance, bounded, in fours.
func (v *vectors) z(cos float32) float32 {
	return float32(min(max((float64(cos)-v.mean)/v.dev, -2), 8) / 4)
}

// steps is a difference of cosines in deviations, in fours.
func (v *vectors) steps(d float32) float32 {
	return float32(min(max(float64(d)/v.dev, -6), 6) / 4)
}

// much is a difference of cosines in deviations, for what is rare and tells much.
func (v *vectors) much(d float32) float32 { return min(d/float32(v.dev), 5) }

// vectorMatch weighs how close the embeddings of both halves are, and what they
// would be if the bead were another.
func (x *extractor) vectorMatch(f []float32, i0, i, j0, j int) {
	v := x.vectors
	a, b := i-i0, j-j0
	n, m := x.s.Len(), x.t.Len()
	vs, _ := v.of(x.s, v.s, v.joinedS, stretch{i0, i})
	vt, _ := v.of(x.t, v.t, v.joinedT, stretch{j0, j})
	cos := dot(vs, vt)
	z := v.z(cos)
	f[vCloseness] = cos
	f[vDeviation] = z
	f[vDeviationLow] = min(z, 0.5)
	f[vMass] = z * float32(a+b) / 4
	var aw float32
	for q := i0; q < i; q++ {
		aw += v.awayS[q] / float32(a) / 2
	}
	for w := j0; w < j; w++ {
		aw += v.awayT[w] / float32(b) / 2
	}
	// Vecalign's cost: the distance over that of random pairs.
	cost := min((1-cos)/max(aw, 0.05), 2)
	f[vCost] = cost
	f[vCostSize] = cost * float32(a+b) / 4
	here := x.sums(i0, i, j0, j)
	f[vSums] = v.z(here)
	if a+b > 2 {
		weakest := float32(1)
		if a > 1 {
			for q := i0; q < i; q++ {
				weakest = min(weakest, dot(v.s[q*v.size:(q+1)*v.size], vt))
			}
		}
		if b > 1 {
			for w := j0; w < j; w++ {
				weakest = min(weakest, dot(vs, v.t[w*v.size:(w+1)*v.size]))
			}
		}
		f[vWeakest] = v.z(weakest)
		f[vDeviationMany] = z
		// What joining gained over the best pair inside.
		best := float32(-1)
		for q := i0; q < i; q++ {
			for w := j0; w < j; w++ {
				best = max(best, x.cos(q, w))
			}
		}
		f[vGain] = v.steps(cos - best)
	}
	// How much closer the border segments are to what lies outside, and whether
	// taking it in would help.
	var out, all float32
	grows := float32(-1)
	look := func(ok bool, q, w, i0, i, j0, j int) {
		if !ok {
			return
		}
		o := max(x.cos(q, w)-float32(v.mean), 0)
		out = max(out, o)
		all += o
		grows = max(grows, x.sums(i0, i, j0, j)-here)
	}
	look(j < m, i-1, j, i0, i, j0, j+1)
	look(j0 > 0, i0, j0-1, i0, i, j0-1, j)
	look(i < n, i, j-1, i0, i+1, j0, j)
	look(i0 > 0, i0-1, j0, i0-1, i, j0, j)
	f[vSpill] = v.steps(out)
	f[vSpillSum] = v.steps(all / 2)
	f[vMargin] = v.steps(cos - float32(v.mean) - out)
	if grows > -1 {
		f[vGrows] = v.steps(grows)
	}
	if a+b > 2 {
		shrinks := float32(-1)
		if a > 1 {
			shrinks = max(shrinks, x.sums(i0+1, i, j0, j), x.sums(i0, i-1, j0, j))
		}
		if b > 1 {
			shrinks = max(shrinks, x.sums(i0, i, j0+1, j), x.sums(i0, i, j0, j-1))
		}
		f[vShrinks] = v.steps(shrinks - here)
	}
	if a > 1 && b > 1 {
		splits := float32(-1)
		long := float32(x.s.Chars(i0, i) + x.t.Chars(j0, j))
		for r := i0 + 1; r < i; r++ {
			for c := j0 + 1; c < j; c++ {
				l := float32(x.s.Chars(i0, r)+x.t.Chars(j0, c)) / long
				splits = max(splits, l*x.sums(i0, r, j0, c)+(1-l)*x.sums(r, i, c, j))
			}
		}
		f[vSplits] = v.steps(splits - here)
	}
}

// vectorCorner is the corner as the embeddings see it.
func (x *extractor) vectorCorner(i, j int) crossing {
	v := x.vectors
	s := func(k int) []float32 { return v.s[k*v.size : (k+1)*v.size] }
	t := func(k int) []float32 { return v.t[k*v.size : (k+1)*v.size] }
	var out crossing
	out.add(v.clause(v.tailS, i-1, j, s, t) - v.clause(v.tailS, i-1, j-1, s, t))
	out.add(v.clause(v.headS, i, j-1, s, t) - v.clause(v.headS, i, j, s, t))
	out.add(v.clause(v.tailT, j-1, i, t, s) - v.clause(v.tailT, j-1, i-1, t, s))
	out.add(v.clause(v.headT, j, i-1, t, s) - v.clause(v.headT, j, i, t, s))
	return out
}

// clause is how close the clause of segment k, or all of it, is to segment l of
// the other side.
func (v *vectors) clause(of map[int][]float32, k, l int, own, other func(int) []float32) float32 {
	c, ok := of[k]
	if !ok {
		c = own(k)
	}
	return dot(c, other(l))
}

// vectorGap weighs how close a segment that stands alone is to its neighbours:
// source segment i, or target segment j.
func (x *extractor) vectorGap(f []float32, i, j int, source bool) {
	v := x.vectors
	n, m := x.s.Len(), x.t.Len()
	near := float32(v.mean)
	look := func(q, w int) {
		if q >= 0 && w >= 0 && q < n && w < m {
			near = max(near, x.cos(q, w))
		}
	}
	grows := float32(-1)
	look(i, j)
	if source {
		look(i, j-1)
		if i > 0 && j > 0 {
			grows = max(grows, x.sums(i-1, i+1, j-1, j)-x.cos(i-1, j-1))
		}
		if i+1 < n && j < m {
			grows = max(grows, x.sums(i, i+2, j, j+1)-x.cos(i+1, j))
		}
	} else {
		look(i-1, j)
		if i > 0 && j > 0 {
			grows = max(grows, x.sums(i-1, i, j-1, j+1)-x.cos(i-1, j-1))
		}
		if j+1 < m && i < n {
			grows = max(grows, x.sums(i, i+1, j, j+2)-x.cos(i, j+1))
		}
	}
	f[vGapNear] = near
	f[vGapBest] = max(v.z(near), 0)
	if grows > -1 {
		f[vGapGrows] = v.steps(grows)
	}
	// A clause of a neighbour may be all that stands for it.
	s := func(k int) []float32 { return v.s[k*v.size : (k+1)*v.size] }
	t := func(k int) []float32 { return v.t[k*v.size : (k+1)*v.size] }
	clause := float32(v.mean)
	if source {
		if j > 0 {
			clause = max(clause, v.clause(v.tailT, j-1, i, t, s))
		}
		if j < m {
			clause = max(clause, v.clause(v.headT, j, i, t, s))
		}
	} else {
		if i > 0 {
			clause = max(clause, v.clause(v.tailS, i-1, j, s, t))
		}
		if i < n {
			clause = max(clause, v.clause(v.headS, i, j, s, t))
		}
	}
	f[vGapClause] = v.z(clause)
}
