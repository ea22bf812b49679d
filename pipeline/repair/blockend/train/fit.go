package main

import "math"

// loss gives a loss and adds its gradient.
type loss func(w, gradient []float64) float64

// How near to the least loss it has to come: where a loss is dear to compute it may
// be less.
const (
	exact = 1e-7
	rough = 2e-3
)

// minimum is where a convex loss is least, from a beginning: L-BFGS with the line
// halved until the loss falls enough. It is near enough where the gradient is so
// long, in parts of 1 + the loss.
func minimum(from []float64, enough float64, f loss) []float64 {
	const (
		steps  = 1000
		memory = 10
	)
	w, g := append([]float64(nil), from...), make([]float64, len(from))
	value := f(w, g)
	var moves, bends [][]float64 // the last steps, and how the gradient changed
	for range steps {
		if math.Sqrt(dot(g, g)) < enough*(1+math.Abs(value)) {
			break
		}
		d := direction(g, moves, bends)
		slope := dot(d, g)
		if slope >= 0 {
			d, slope = scaled(-1, g), -dot(g, g)
			moves, bends = nil, nil
		}
		size := 1.0
		if len(moves) == 0 {
			size = 1 / (1 + math.Sqrt(dot(g, g)))
		}
		next, ng, nv := []float64(nil), []float64(nil), math.Inf(1)
		for ; size > 1e-12; size /= 2 {
			next, ng = append([]float64(nil), w...), make([]float64, len(w))
			add(next, size, d)
			if nv = f(next, ng); nv <= value+1e-4*size*slope {
				break
			}
		}
		if nv >= value {
			break
		}
		move, bend := scaled(size, d), append([]float64(nil), ng...)
		add(bend, -1, g)
		if dot(move, bend) > 1e-12 {
			moves, bends = append(moves, move), append(bends, bend)
			if len(moves) > memory {
				moves, bends = moves[1:], bends[1:]
			}
		}
		w, g, value = next, ng, nv
	}
	return w
}

// direction is down the gradient, bent by what the last steps showed.
func direction(g []float64, moves, bends [][]float64) []float64 {
	d := scaled(-1, g)
	a := make([]float64, len(moves))
	for i := len(moves) - 1; i >= 0; i-- {
		a[i] = dot(moves[i], d) / dot(moves[i], bends[i])
		add(d, -a[i], bends[i])
	}
	if n := len(moves) - 1; n >= 0 {
		d = scaled(dot(moves[n], bends[n])/dot(bends[n], bends[n]), d)
	}
	for i := range moves {
		add(d, a[i]-dot(bends[i], d)/dot(moves[i], bends[i]), moves[i])
	}
	return d
}

func dot(a, b []float64) float64 {
	s := 0.0
	for i := range a {
		s += a[i] * b[i]
	}
	return s
}

func add(to []float64, times float64, v []float64) {
	for i, x := range v {
		to[i] += times * x
	}
}

func scaled(by float64, v []float64) []float64 {
	out := make([]float64, len(v))
	add(out, by, v)
	return out
}
