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
	b = pack(b, l.weights.rows, l.width)
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

// pack appends a matrix: the scales of its rows, then their cells.
func pack(b []byte, m []float32, width int) []byte {
	var scales []float32
	for at := 0; at < len(m); at += width {
		top := float32(0)
		for _, x := range m[at:][:width] {
			top = max(top, x, -x)
		}
		scales = append(scales, top/127)
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(top/127))
	}
	for i, x := range m {
		v := 0.0
		if s := scales[i/width]; s > 0 {
			v = math.Round(float64(x / s))
		}
		b = append(b, byte(int8(v)))
	}
	return b
}
