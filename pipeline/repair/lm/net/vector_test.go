package net

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/blas"
	"pgregory.net/rapid"
)

// What plain.go and wide.go do, said as plainly as can be: whichever of the two
// is built has to agree.

func numbers(t *rapid.T, n int) []float32 {
	return rapid.SliceOfN(rapid.Float32Range(-2, 2), n, n).Draw(t, "numbers")
}

func near(t *rapid.T, what string, got, want float32) {
	if math.Abs(float64(got-want)) > 1e-4*(1+math.Abs(float64(want))) {
		t.Fatalf("%s is %v, not %v", what, got, want)
	}
}

func TestMultiplyIsTheSumOfProducts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, n, k := rapid.IntRange(1, 9).Draw(t, "m"), 8*rapid.IntRange(1, 9).Draw(t, "n/8"), rapid.IntRange(1, 7).Draw(t, "k")
		a, b, c := numbers(t, m*k), numbers(t, k*n), numbers(t, m*n)
		beta := float32(rapid.IntRange(0, 1).Draw(t, "beta"))
		ta, tb := rapid.Bool().Draw(t, "a turned"), rapid.Bool().Draw(t, "b turned")
		at, bt, am, bm := blas.NoTrans, blas.NoTrans, matrixOf(m, k, a), matrixOf(k, n, b)
		if ta {
			at, am = blas.Trans, matrixOf(k, m, a)
		}
		if tb {
			bt, bm = blas.Trans, matrixOf(n, k, b)
		}
		want := make([]float32, m*n)
		for i := range m {
			for j := range n {
				sum := beta * c[i*n+j]
				for q := range k {
					x, y := a[i*k+q], b[q*n+j]
					if ta {
						x = a[q*m+i]
					}
					if tb {
						y = b[j*k+q]
					}
					sum += x * y
				}
				want[i*n+j] = sum
			}
		}
		multiply(at, bt, am, bm, beta, matrixOf(m, n, c))
		for i := range want {
			near(t, "a cell", c[i], want[i])
		}
	})
}

func TestVectors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "n")
		a, b, sum := numbers(t, n), numbers(t, n), numbers(t, n)
		x := make([]float32, n)
		rectify(x, a, b)
		total := float32(0)
		before := append([]float32(nil), sum...)
		addWhere(sum, x, b, 1.5)
		for i := range n {
			near(t, "a rectified sum", x[i], max(0, a[i]+b[i]))
			total += a[i] * b[i]
			want := before[i]
			if x[i] > 0 {
				want += 1.5 * b[i]
			}
			near(t, "a sum where it counts", sum[i], want)
		}
		near(t, "a product", product(a, b), total)
	})
}

// The first step of Adam goes by the rate against the gradient's sign, however
// large it is (Kingma, Ba 2015, section 2.1).
func TestDescendTakesAStepOfTheRate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "n")
		g := numbers(t, n)
		w, m, s := make([]float32, n), make([]float32, n), make([]float32, n)
		descend(w, g, m, s, pace{rate: .5, scale: 3, b1: .9, b2: .99, c1: 10, c2: 100})
		for i, x := range g {
			switch {
			case x == 0 && w[i] != 0:
				t.Fatalf("without a gradient the weight went to %v", w[i])
			case math.Abs(float64(x)) > .01:
				near(t, "a step", w[i], float32(-math.Copysign(.5, float64(x))))
			}
		}
	})
}
