package order

// merges are the ways to take two sequences in turns, A before a seam and B
// after it. What is left to gain at each point is computed backwards for every
// seam, so that the best readings are found in order (A* with an exact bound).
type merges struct {
	r      *reader
	l      *line
	j      *junctions
	last   int // the cut at the line's end
	styled int // the side of the phrases
	ends   [2][]float64
	span   [2][]float64 // of runs, by where they begin and end
	run    [2][]float64 // span and the end's cut
	meet   []float64    // one cut after another
	seam   []float64
	rest   [2][][]float64 // by the side last taken and the seam: what is to come after A and B were taken so far

	slab
	frontier
}

// side of a seam: the sequence before it, the sequence after it.
const (
	sideA = iota
	sideB
)

// prepare computes what the cuts and runs cost on either side.
func (m *merges) prepare() {
	n := m.last + 1
	w := &m.r.w.rough
	m.styled = sideB
	if m.r.producer == First {
		m.styled = sideA
	}
	each := (w[fRuns+4] - w[fRuns]) / 4
	m.seam, m.meet = m.take(n), m.take(n*n)
	broken := m.take(n) // cuts up to each at which a run ends
	for c := 1; c < n; c++ {
		broken[c] = broken[c-1] + float64(one(m.l.cuts[c].broken))
	}
	for a := 1; a < n; a++ {
		for b := range m.last {
			m.meet[a*n+b] = m.j.at(a, b)
		}
	}
	for s := range 2 {
		m.ends[s], m.span[s], m.run[s] = m.take(n), m.take(n*n), m.take(n*n)
		role := fHole
		if s == m.styled {
			role = fStyled
		}
		for c := 1; c < m.last; c++ {
			m.ends[s][c] = m.cut(c, role)
		}
		for a := range n {
			for b := a + 1; b < n; b++ {
				if broken[b-1] > broken[a] || m.l.broken && !m.r.exact && (m.l.cuts[a].inWord || m.l.cuts[b].inWord) {
					m.span[s][a*n+b], m.run[s][a*n+b] = never, never
					continue
				}
				v := each
				if s == m.styled {
					k := lengthClass(m.r.wordsOf(m.l, run{a, b}))
					v += w[fLength+k] + w[fLengths]*m.r.habits.lengthRatio(m.l, k)
					if w[fSet] != 0 {
						v += w[fSet] * m.r.again(m.l, run{a, b})
					}
					v += w[fBare]*float64(one(m.l.cuts[a].bare)) + w[fOpen]*float64(one(m.l.cuts[b].open))
				}
				m.span[s][a*n+b], m.run[s][a*n+b] = v, v+m.ends[s][b]
			}
		}
	}
	for c := 1; c < m.last; c++ {
		m.seam[c] = m.cut(c, fSeam)
	}
	if m.l.broken && m.r.exact {
		m.atBreaks()
	}
}

// atBreaks keeps the runs to those that the line breaks show: plain ones end at no other
// place, but where a hole shows; phrases may stand on one line side by side.
func (m *merges) atBreaks() {
	n := m.last + 1
	for c := 1; c < m.last; c++ {
		x := &m.l.cuts[c]
		if x.broken {
			continue
		}
		for s := range 2 {
			if s == m.styled && x.spaces > 0 {
				for a := range n {
					m.run[s][a*n+c] -= halved
				}
				continue
			}
			if s != m.styled && (x.kind == doubleSpace || x.kind == spaceClose) {
				continue
			}
			for a := range n {
				m.run[s][a*n+c], m.span[s][a*n+c] = never, never
			}
		}
	}
}

// cut is what it costs to use a cut.
func (m *merges) cut(c, role int) float64 {
	w := &m.r.w.rough
	k := m.l.cuts[c].kind
	v := w[role+int(k)] - m.j.at(c, c)
	a, b := habitOf(&m.l.cuts[c], role)
	v += w[fHabit] * m.r.habits.logRatio(m.l, a, b)
	if c := &m.l.cuts[c]; c.inWord {
		v += w[fGain]*gainOf(c) + w[fGains+gainStep(c)] + w[fRival]*c.rival + w[fHalf]*float64(c.unknown)
		v += w[fHalves+c.halves[0]] + w[fHalves+commonest+c.halves[1]]
		if c.kind != glueHalf {
			v -= w[fUncut+gainStep(c)] + w[fWhole+c.halves[0]] + w[fWhole+commonest+c.halves[1]]
		}
	}
	if class, ok := markClass(&m.l.cuts[c]); ok {
		v += w[fMarks+class] * (m.r.habits.markRatio(m.l, class, 1) - m.r.habits.markRatio(m.l, class, 0))
		if !m.l.cuts[c].inWord {
			v -= w[fStray+class]
		}
	}
	if k.marked() || k == doubleStop {
		v -= w[fUnused+int(k)]
	}
	return v
}

// start is what it brings to begin with the sequence of a side.
func (m *merges) start(side, seam int) float64 {
	if side == sideB && m.l.bullet {
		return never
	}
	w := &m.r.w.rough
	v := 0.0
	lead, _ := showsAt(m.l)
	if side == sideB && lead == 1 {
		v = w[fMarks+markLead]*(m.r.habits.markRatio(m.l, markLead, 1)-m.r.habits.markRatio(m.l, markLead, 0)) - w[fStray+markLead]
	}
	if side == sideB {
		v += m.j.at(-1, seam) - m.j.at(-1, 0)
		if m.l.leadMark {
			v -= w[fLeadMark]
		}
		if m.l.cuts[seam].bare {
			v += w[fLeadMark]
		}
		if m.l.leadHole && m.l.firstLine {
			v -= w[fLeadFirst]
		} else if m.l.leadHole {
			v -= w[fLeadHole]
		}
	}
	if (side == sideA) == (m.r.producer == First) {
		v += w[fEdges] * m.r.habits.edgeRatio(m.l, 0, lead)
		switch {
		case m.l.leadMark:
			v += w[fStart]
		case m.l.leadHole:
			v += w[fStart+1]
		default:
			v += w[fStart+2]
		}
	}
	return v
}

// end is what it brings to end with the sequence of a side.
func (m *merges) end(side, seam int) float64 {
	v := 0.0
	if side == sideA {
		v = m.j.at(seam, m.j.n) - m.j.at(m.last, m.j.n)
	}
	v += m.r.w.rough[fCloses] * m.r.habits.closeRatio(m.l, seam, one((side == sideA) == (m.r.producer == First)))
	if (side == sideA) == (m.r.producer == First) {
		w := &m.r.w.rough
		_, trail := showsAt(m.l)
		v += w[fEnd] + w[fEdges]*m.r.habits.edgeRatio(m.l, 1, trail)
		if trail == 1 {
			v += w[fMarks+markTrail] * (m.r.habits.markRatio(m.l, markTrail, 1) - m.r.habits.markRatio(m.l, markTrail, 0))
		}
	}
	return v
}

const never = -1e15

// index of a point, A taken up to cut i and B up to cut j, where a side was
// taken last: cuts that the other side may go on to lie next to each other.
func (m *merges) index(side, seam, i, j int) int {
	if side == sideA {
		return (j-seam)*(seam+1) + i
	}
	return i*(m.last-seam+1) + j - seam
}

// solve fills in rest for a seam. What a run of plain text costs hangs on where it
// ends alone: the best way on from one point is that from the point behind it, or
// to there.
func (m *merges) solve(seam int) {
	n, wide, deep := m.last+1, m.last-seam+1, seam+1
	a, b, onA := m.take(deep*wide), m.take(deep*wide), m.take(wide)
	for j := range onA {
		onA[j] = never
	}
	for i := seam; i >= 0; i-- {
		onB := never
		for j := m.last; j >= seam; j-- {
			afterA, afterB := never, never
			rowA, rowB := a[(j-seam)*deep:(j-seam+1)*deep], b[i*wide:(i+1)*wide]
			switch {
			case i == seam && j == m.last:
				afterA, afterB = m.end(sideA, seam), m.end(sideB, seam)
			default:
				if i > 0 && j < m.last {
					if m.styled == sideB {
						afterA = most(m.run[sideB][j*n+j+1:(j+1)*n], rowB[j+1-seam:])
					} else {
						if m.l.cuts[j+1].broken {
							onB = never // no run goes on behind it
						}
						onB = max(onB, m.run[sideB][j*n+j+1]+rowB[j+1-seam])
						afterA = onB
					}
					afterA += m.meet[i*n+j]
				}
				if j > seam && i < seam {
					if m.styled == sideA {
						afterB = most(m.run[sideA][i*n+i+1:i*n+seam], rowA[i+1:])
					} else {
						if m.l.cuts[i+1].broken {
							onA[j-seam] = never
						}
						if i+1 < seam {
							onA[j-seam] = max(onA[j-seam], m.run[sideA][i*n+i+1]+rowA[i+1])
						}
						afterB = onA[j-seam]
					}
					// A's last run ends at the seam, which is paid for.
					afterB = max(afterB, m.span[sideA][i*n+seam]+rowA[seam]) + m.meet[j*n+i]
				}
			}
			rowA[i], rowB[j-seam] = afterA, afterB
		}
	}
	m.rest[sideA][seam], m.rest[sideB][seam] = a, b
}

// most is the most that a run may bring with what comes after it.
func most(runs, rest []float64) float64 {
	top := never
	rest = rest[:len(runs)]
	for k, gain := range runs {
		if x := gain + rest[k]; x > top {
			top = x
		}
	}
	return top
}

// slab is memory that is used anew for each line.
type slab struct {
	free []float64
	all  []float64
}

func (s *slab) reset() { s.free = s.all }

// take gives so many numbers, all 0, until the slab is reset.
func (s *slab) take(n int) []float64 {
	if n > len(s.free) {
		s.all = make([]float64, max(2*len(s.all), n, 1<<14))
		s.free = s.all
	}
	out := s.free[:n:n]
	s.free = s.free[n:]
	clear(out)
	return out
}
