package lab

import "math"

// GaleChurch aligns by lengths alone (Gale and Church, Computational
// Linguistics 19:1, 1993): the yardstick of everything else. It looks at the
// whole plane.
func GaleChurch(src, tgt []string) []Bead {
	type kind struct {
		a, b int
		cost float64
	}
	kinds := []kind{
		{1, 1, -math.Log(0.89)}, {1, 0, -math.Log(0.0099 / 2)}, {0, 1, -math.Log(0.0099 / 2)},
		{2, 1, -math.Log(0.089 / 2)}, {1, 2, -math.Log(0.089 / 2)}, {2, 2, -math.Log(0.011)},
	}
	ls, lt := sums(src), sums(tgt)
	n, m := len(src), len(tgt)
	cost := make([]float64, (n+1)*(m+1))
	back := make([]int8, len(cost))
	for i := 0; i <= n; i++ {
		for j := 0; j <= m; j++ {
			if i+j == 0 {
				continue
			}
			c := math.Inf(1)
			for k, x := range kinds {
				if i < x.a || j < x.b {
					continue
				}
				s, t := ls[i]-ls[i-x.a], lt[j]-lt[j-x.b]
				v := cost[(i-x.a)*(m+1)+j-x.b] + x.cost + lengthCost(s, t)
				if v < c {
					c, back[i*(m+1)+j] = v, int8(k)
				}
			}
			cost[i*(m+1)+j] = c
		}
	}
	var out []Bead
	for i, j := n, m; i+j > 0; {
		x := kinds[back[i*(m+1)+j]]
		var b Bead
		for q := i - x.a; q < i; q++ {
			b.Src = append(b.Src, q)
		}
		for q := j - x.b; q < j; q++ {
			b.Tgt = append(b.Tgt, q)
		}
		out = append(out, b)
		i, j = i-x.a, j-x.b
	}
	for x, y := 0, len(out)-1; x < y; x, y = x+1, y-1 {
		out[x], out[y] = out[y], out[x]
	}
	return out
}

func sums(texts []string) []float64 {
	out := make([]float64, len(texts)+1)
	for k, t := range texts {
		out[k+1] = out[k] + float64(len([]rune(t)))
	}
	return out
}

// lengthCost is minus the log of the chance of lengths so far apart.
func lengthCost(s, t float64) float64 {
	if s == 0 && t == 0 {
		return 0
	}
	d := math.Abs(t-s) / math.Sqrt(6.8*(s+t)/2)
	return -math.Log(max(math.Erfc(d/math.Sqrt2), 1e-30))
}
