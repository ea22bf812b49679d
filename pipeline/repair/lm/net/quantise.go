package net

import (
	"encoding/binary"
	"math"
)

// quantised packs what was learned.
func (l *learner) quantised(keys []uint32) (*Net, error) {
	b := append(make([]byte, 0, len(l.weights.all)*9/8), magic...)
	b = append(b, version, K)
	b = binary.LittleEndian.AppendUint16(b, uint16(l.width))
	b = binary.LittleEndian.AppendUint16(b, uint16(l.hidden))
	b = binary.LittleEndian.AppendUint16(b, uint16(l.upper))
	b = binary.LittleEndian.AppendUint32(b, uint32(len(keys)))
	for _, k := range keys {
		b = binary.LittleEndian.AppendUint32(b, k)
	}
	b = packHalf(b, l.weights.rows, l.width)
	first := append(append([]float32(nil), l.weights.left...), l.weights.right...)
	b = pack(b, first, l.hidden)
	b = pack(b, l.weights.second, l.upper)
	for _, w := range [][]float32{l.weights.bias, l.weights.secondBias, l.weights.outer, l.weights.outerBias} {
		for _, x := range w {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(x))
		}
	}
	return Parse(b)
}

// pack appends a matrix in signed bytes: the sizes of its rows, then the cells.
func pack(b []byte, m []float32, width int) []byte {
	b, cells := quantise(b, m, width, 127)
	for _, c := range cells {
		b = append(b, byte(c))
	}
	return b
}

// packHalf appends a matrix in half bytes.
func packHalf(b []byte, m []float32, width int) []byte {
	b, cells := quantise(b, m, width, 7)
	for i := 0; i < len(cells); i += 2 {
		b = append(b, byte(cells[i])&15|byte(cells[i+1])<<4)
	}
	return b
}

// quantise appends what a one stands for in each row and gives the cells, from
// -top to top. The size is the one of those tried that leaves the least
// difference squared: to cut off the largest number often pays.
func quantise(b []byte, m []float32, width int, top float64) ([]byte, []int8) {
	cells := make([]int8, len(m))
	for at := 0; at < len(m); at += width {
		row, out := m[at:][:width], cells[at:][:width]
		largest := 0.0
		for _, x := range row {
			largest = max(largest, math.Abs(float64(x)))
		}
		cell := func(x float32, size float64) float64 {
			return max(-top, min(top, math.Round(float64(x)/size)))
		}
		best, least := uint16(0), math.Inf(1)
		for try := range 9 {
			bits := uint16(math.Float32bits(float32(largest/top*(1-.06*float64(try)))) >> 16)
			size := float64(math.Float32frombits(uint32(bits) << 16))
			if size == 0 {
				break
			}
			sum := 0.0
			for _, x := range row {
				d := float64(x) - size*cell(x, size)
				sum += d * d
			}
			if sum < least {
				best, least = bits, sum
			}
		}
		b = binary.LittleEndian.AppendUint16(b, best)
		if size := float64(math.Float32frombits(uint32(best) << 16)); size > 0 {
			for i, x := range row {
				out[i] = int8(cell(x, size))
			}
		}
	}
	return b, cells
}
