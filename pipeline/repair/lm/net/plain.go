//go:build !(goexperiment.simd && amd64)

package net

import (
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

// multiply is c = a·b, or c += a·b; a and b may be turned over.
func multiply(ta, tb blas.Transpose, a, b blas32.General, beta float32, c blas32.General) {
	blas32.Gemm(ta, tb, 1, a, b, beta, c)
}

// rectify leaves a + b in x, or 0 where that is less.
func rectify(x, a, b []float32) {
	a, b = a[:len(x)], b[:len(x)]
	for k := range x {
		// Without a branch, for which way it would go no processor can foresee.
		v := math.Float32bits(a[k] + b[k])
		x[k] = math.Float32frombits(v &^ uint32(int32(v)>>31))
	}
}

// product is the sum of the products of a and b.
func product(a, b []float32) float32 {
	b = b[:len(a)]
	sum := float32(0)
	for k, x := range a {
		sum += x * b[k]
	}
	return sum
}

// addWhere adds f times x to sum, where y, which is nowhere less than 0, is
// above it.
func addWhere(sum, y, x []float32, f float32) {
	y, x = y[:len(sum)], x[:len(sum)]
	for k := range sum {
		v := math.Float32bits(f * x[k])
		sum[k] += math.Float32frombits(v & uint32(-int32(math.Float32bits(y[k]))>>31))
	}
}

// descend takes one step of Adam: weights, gradient, first and second moments.
func descend(w, g, m, s []float32, p pace) {
	g, m, s = g[:len(w)], m[:len(w)], s[:len(w)]
	for i, x := range g {
		x *= p.scale
		m[i] = p.b1*m[i] + (1-p.b1)*x
		s[i] = p.b2*s[i] + (1-p.b2)*x*x
		w[i] -= p.rate * m[i] * p.c1 / (float32(math.Sqrt(float64(s[i]*p.c2))) + 1e-8)
	}
}
