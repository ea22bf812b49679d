//go:build goexperiment.simd && amd64

package net

import (
	"simd/archsimd"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
)

// multiply is c = a·b, or c += a·b; a and b may be turned over. It goes tile by
// tile, four rows by 32 columns, whose sums stay in the wide registers.
func multiply(ta, tb blas.Transpose, a, b blas32.General, beta float32, c blas32.General) {
	if c.Cols%lanes != 0 || !archsimd.X86.AVX512() {
		blas32.Gemm(ta, tb, 1, a, b, beta, c)
		return
	}
	if tb == blas.Trans {
		b = turned(b)
	}
	m, k, row, step := a.Rows, a.Cols, a.Stride, 1
	if ta == blas.Trans {
		m, k, row, step = a.Cols, a.Rows, 1, a.Stride
	}
	for j := 0; j < c.Cols; {
		wide := c.Cols-j >= 2*lanes
		for i := 0; i < m; {
			from, to := a.Data[i*row:], c.Data[i*c.Stride+j:]
			if wide && m-i >= 4 {
				tile(from, row, step, k, b.Data[j:], b.Stride, beta, to, c.Stride)
				i += 4
				continue
			}
			strip(from, step, k, b.Data[j:], b.Stride, beta, to)
			if wide {
				strip(from, step, k, b.Data[j+lanes:], b.Stride, beta, to[lanes:])
			}
			i++
		}
		j += lanes
		if wide {
			j += lanes
		}
	}
}

const lanes = 16 // numbers in a register

func turned(a blas32.General) blas32.General {
	t := make([]float32, a.Rows*a.Cols)
	for i := range a.Rows {
		for j, x := range a.Data[i*a.Stride:][:a.Cols] {
			t[j*a.Rows+i] = x
		}
	}
	return matrixOf(a.Cols, a.Rows, t)
}

func strip(a []float32, sk, k int, b []float32, sb int, beta float32, c []float32) {
	var s archsimd.Float32x16
	if beta != 0 {
		s = archsimd.LoadFloat32x16Slice(c)
	}
	pa, pb := 0, 0
	for range k {
		s = archsimd.BroadcastFloat32x16(a[pa]).MulAdd(archsimd.LoadFloat32x16Slice(b[pb:]), s)
		pa += sk
		pb += sb
	}
	s.StoreSlice(c)
}

func tile(a []float32, si, sk, k int, b []float32, sb int, beta float32, c []float32, sc int) {
	var s00, s01, s10, s11, s20, s21, s30, s31 archsimd.Float32x16
	if beta != 0 {
		s00, s01 = archsimd.LoadFloat32x16Slice(c), archsimd.LoadFloat32x16Slice(c[16:])
		s10, s11 = archsimd.LoadFloat32x16Slice(c[sc:]), archsimd.LoadFloat32x16Slice(c[sc+16:])
		s20, s21 = archsimd.LoadFloat32x16Slice(c[2*sc:]), archsimd.LoadFloat32x16Slice(c[2*sc+16:])
		s30, s31 = archsimd.LoadFloat32x16Slice(c[3*sc:]), archsimd.LoadFloat32x16Slice(c[3*sc+16:])
	}
	a1, a2, a3 := a[si:], a[2*si:], a[3*si:]
	pa, pb := 0, 0
	for range k {
		bb := b[pb:][:32]
		b0, b1 := archsimd.LoadFloat32x16((*[16]float32)(bb)), archsimd.LoadFloat32x16((*[16]float32)(bb[16:]))
		x := archsimd.BroadcastFloat32x16(a[pa])
		s00, s01 = x.MulAdd(b0, s00), x.MulAdd(b1, s01)
		x = archsimd.BroadcastFloat32x16(a1[pa])
		s10, s11 = x.MulAdd(b0, s10), x.MulAdd(b1, s11)
		x = archsimd.BroadcastFloat32x16(a2[pa])
		s20, s21 = x.MulAdd(b0, s20), x.MulAdd(b1, s21)
		x = archsimd.BroadcastFloat32x16(a3[pa])
		s30, s31 = x.MulAdd(b0, s30), x.MulAdd(b1, s31)
		pa += sk
		pb += sb
	}
	s00.StoreSlice(c)
	s01.StoreSlice(c[16:])
	s10.StoreSlice(c[sc:])
	s11.StoreSlice(c[sc+16:])
	s20.StoreSlice(c[2*sc:])
	s21.StoreSlice(c[2*sc+16:])
	s30.StoreSlice(c[3*sc:])
	s31.StoreSlice(c[3*sc+16:])
}

// rectify leaves a + b in x, or 0 where that is less.
func rectify(x, a, b []float32) {
	var naught archsimd.Float32x16
	for k := 0; k < len(x); k += lanes {
		load(a[k:]).Add(load(b[k:])).Max(naught).StoreSlicePart(x[k:])
	}
}

// load takes what there is, as many numbers as a register holds at the most.
func load(x []float32) archsimd.Float32x16 { return archsimd.LoadFloat32x16SlicePart(x) }

// product is the sum of the products of a and b.
func product(a, b []float32) float32 {
	var sum archsimd.Float32x16
	for k := 0; k < len(a); k += lanes {
		sum = load(a[k:]).MulAdd(load(b[k:]), sum)
	}
	var all [lanes]float32
	sum.Store(&all)
	out := float32(0)
	for _, x := range all {
		out += x
	}
	return out
}

// addWhere adds f times x to sum, where y, which is nowhere less than 0, is
// above it.
func addWhere(sum, y, x []float32, f float32) {
	var naught archsimd.Float32x16
	v := archsimd.BroadcastFloat32x16(f)
	for k := 0; k < len(sum); k += lanes {
		v.MulAdd(load(x[k:]).Masked(load(y[k:]).Greater(naught)), load(sum[k:])).StoreSlicePart(sum[k:])
	}
}

// descend takes one step of Adam: weights, gradient, first and second moments.
func descend(w, g, m, s []float32, p pace) {
	all := archsimd.BroadcastFloat32x16
	scale, b1, b2, r1, r2 := all(p.scale), all(p.b1), all(p.b2), all(1-p.b1), all(1-p.b2)
	rate, c2, small := all(-p.rate*p.c1), all(p.c2), all(1e-8)
	for i := 0; i < len(w); i += lanes {
		x := load(g[i:]).Mul(scale)
		mean := b1.Mul(load(m[i:])).Add(r1.Mul(x))
		power := b2.Mul(load(s[i:])).Add(r2.Mul(x).Mul(x))
		mean.StoreSlicePart(m[i:])
		power.StoreSlicePart(s[i:])
		load(w[i:]).Add(rate.Mul(mean).Div(power.Mul(c2).Sqrt().Add(small))).StoreSlicePart(w[i:])
	}
}
