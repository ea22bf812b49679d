package model

// band is the part of the plane of both texts that is looked at: in row i (i
// segments of the source are behind) the columns lo[i] to hi[i], both included.
// Both bounds never fall, neighbouring rows overlap, and the corners are in.
type band struct {
	lo, hi []int32
	base   []int // number of cells in the rows before
}

func newBand(lo, hi []int32, m int) *band {
	n := len(lo) - 1
	lo[0], hi[n] = 0, int32(m)
	for i := 1; i <= n; i++ {
		hi[i] = max(hi[i], hi[i-1])
	}
	for i := n - 1; i >= 0; i-- {
		lo[i] = min(lo[i], lo[i+1])
	}
	for i := 1; i <= n; i++ { // overlap, so that a step down is always there
		if lo[i] > hi[i-1] {
			hi[i-1] = lo[i]
		}
	}
	b := &band{lo: lo, hi: hi, base: make([]int, n+2)}
	for i := range lo {
		b.base[i+1] = b.base[i] + int(hi[i]-lo[i]) + 1
	}
	return b
}

// plane is the band that is the whole plane.
func plane(n, m int) *band {
	lo, hi := make([]int32, n+1), make([]int32, n+1)
	for i := range hi {
		hi[i] = int32(m)
	}
	return newBand(lo, hi, m)
}

// around is the band of all cells that lie within radius of a path through
// the plane of n and m segments. The path is given by its cells in order.
func around(path []cell, n, m, radius int) *band {
	lo, hi := make([]int32, n+1), make([]int32, n+1)
	for i := range lo {
		lo[i], hi[i] = int32(m), 0
	}
	for _, c := range path {
		from, to := max(c.j-radius, 0), min(c.j+radius, m)
		for i := max(c.i-radius, 0); i <= min(c.i+radius, n); i += max(1, radius) {
			lo[i], hi[i] = min(lo[i], int32(from)), max(hi[i], int32(to))
		}
		i := min(c.i+radius, n)
		lo[i], hi[i] = min(lo[i], int32(from)), max(hi[i], int32(to))
	}
	// Rows that no corner touched lie between two that were touched.
	last := int32(0)
	for i := range lo {
		if hi[i] < lo[i] {
			lo[i], hi[i] = int32(m), last
		}
		last = max(last, hi[i])
	}
	return newBand(lo, hi, m)
}

// window is a part of the plane that is looked at by itself: rows i0 and columns
// j0 are its corner, the band is counted from there.
type window struct {
	*band
	i0, j0 int
}

// window cuts the part between two of its cells out of a band.
func (b *band) window(first, last cell) window {
	last.j = max(first.j, last.j)
	lo, hi := make([]int32, last.i-first.i+1), make([]int32, last.i-first.i+1)
	for i := range lo {
		lo[i] = max(b.lo[first.i+i]-int32(first.j), 0)
		hi[i] = min(b.hi[first.i+i], int32(last.j)) - int32(first.j)
	}
	return window{newBand(lo, hi, last.j-first.j), first.i, first.j}
}

func (b *band) cells() int { return b.base[len(b.base)-1] }

// at is the index of a cell, -1 outside the band.
func (b *band) at(i, j int) int {
	if i < 0 || i >= len(b.lo) || j < int(b.lo[i]) || j > int(b.hi[i]) {
		return -1
	}
	return b.base[i] + j - int(b.lo[i])
}

// cell is a corner of the plane: i segments of the source and j of the target
// are behind.
type cell struct{ i, j int }

// span is where the beads of one shape begin, or lead to, seen from a row: for
// columns lo to hi the cell is offset and the column.
type span struct{ offset, lo, hi int }

// spans gives the cells that a shape's rows and columns lie away from a row,
// by shape: before it if dir is -1, behind it if 1.
func (b *band) spans(shapes []shape, row, dir int, out []span) []span {
	out = out[:0]
	for _, sh := range shapes {
		r, c := row+dir*sh.a, dir*sh.b
		if r < 0 || r >= len(b.lo) {
			out = append(out, span{0, 0, -1})
			continue
		}
		lo := int(b.lo[r])
		out = append(out, span{b.base[r] - lo + c, lo - c, int(b.hi[r]) - c})
	}
	return out
}
