package model

import (
	"context"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// every walks all ways through a lattice.
func every(l *lattice, visit func(way []step, score float64)) {
	n, m := len(l.lo)-1, int(l.hi[len(l.hi)-1])
	var walk func(i, j, state int, way []step, score float64)
	walk = func(i, j, state int, way []step, score float64) {
		if i == n && j == m {
			visit(way, score)
			return
		}
		for k, sh := range l.shapes {
			c := l.at(i+sh.a, j+sh.b)
			if c < 0 {
				continue
			}
			to := stateOf(sh)
			x := float64(l.score[c*len(l.shapes)+k])
			if x == minusInf {
				continue
			}
			walk(i+sh.a, j+sh.b, to, append(way[:len(way):len(way)], step{i + sh.a, j + sh.b, k}), score+l.turn[state][to]+x)
		}
	}
	walk(0, 0, inMatch, nil, 0)
}

func TestLatticeSumsAllWays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, m := rapid.IntRange(1, 4).Draw(t, "n"), rapid.IntRange(1, 4).Draw(t, "m")
		value := rapid.Float32Range(-3, 3)
		var turn [states][states]float64
		for a := range turn {
			for b := range turn[a] {
				turn[a][b] = float64(value.Draw(t, "turn"))
			}
		}
		l := newLattice(plane(n, m), draftShapes, turn)
		for k := range l.score {
			l.score[k] = value.Draw(t, "score")
		}
		if err := l.sums(context.Background()); err != nil {
			t.Fatal(err)
		}
		total, best := 0.0, minusInf
		mass := map[step]float64{}
		every(l, func(way []step, score float64) {
			total += math.Exp(score)
			best = max(best, score)
			for _, s := range way {
				mass[s] += math.Exp(score)
			}
		})
		if math.Abs(math.Log(total)-l.total) > 1e-3 {
			t.Fatalf("total %v, want %v", l.total, math.Log(total))
		}
		for s, x := range mass {
			if p := l.posterior(s.i, s.j, s.k); math.Abs(p-x/total) > 1e-3 {
				t.Fatalf("posterior of %v is %v, want %v", s, p, x/total)
			}
		}
		var got float64
		state := inMatch
		for _, s := range l.viterbi() {
			to := stateOf(l.shapes[s.k])
			got += l.turn[state][to] + float64(l.score[l.at(s.i, s.j)*len(l.shapes)+s.k])
			state = to
		}
		if math.Abs(got-best) > 1e-3 {
			t.Fatalf("the best way is worth %v, want %v", got, best)
		}
	})
}

func TestBandHoldsItsPathAndItsCorners(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, m := rapid.IntRange(1, 40).Draw(t, "n"), rapid.IntRange(1, 40).Draw(t, "m")
		path := []cell{{0, 0}}
		for c := path[0]; c.i < n || c.j < m; path = append(path, c) {
			c = cell{min(c.i+rapid.IntRange(0, 2).Draw(t, "down"), n), min(c.j+rapid.IntRange(0, 9).Draw(t, "right"), m)}
			if last := path[len(path)-1]; c == last {
				c = cell{min(c.i+1, n), min(c.j+1, m)}
			}
		}
		b := around(path, n, m, rapid.IntRange(1, 9).Draw(t, "radius"))
		for _, c := range append(path, cell{0, 0}, cell{n, m}) {
			if b.at(c.i, c.j) < 0 {
				t.Fatalf("cell %v is not in the band", c)
			}
		}
		for i := 1; i <= n; i++ {
			if b.lo[i] < b.lo[i-1] || b.hi[i] < b.hi[i-1] || b.lo[i] > b.hi[i-1] {
				t.Fatalf("rows %d and %d: %d–%d, %d–%d", i-1, i, b.lo[i-1], b.hi[i-1], b.lo[i], b.hi[i])
			}
		}
	})
}

func TestExpDown(t *testing.T) {
	for k := range 4001 {
		x := negligible * float64(k) / 4000
		if got, want := expDown(x), math.Exp(x); math.Abs(got/want-1) > 1e-12 {
			t.Fatalf("exp(%v) = %v, want %v", x, got, want)
		}
	}
}
