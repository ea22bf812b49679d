package net

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"slices"
)

// K is how many tokens on either side of a junction are looked at.
const K = 3

// Token is what the net may know of a token: hashes of the word, of its shape
// and of its ending. The boundary of a paragraph is a token, too.
type Token struct{ Word, Shape, Ending uint64 }

// Net is a trained net. It is read in place and never written: several
// goroutines may share it.
type Net struct {
	data                 []byte
	width, hidden, upper int

	// Rows of the table: the first three stand for words, shapes and endings
	// that are not known; the others lie in the order of their keys.
	keys  []byte // 4 bytes each, ascending
	rows  []byte // two signed numbers a byte
	sizes []byte // of the rows: what a one stands for, 2 bytes each

	first       matrix // 2K*width rows of hidden: left, nearest first, then right
	second      matrix // hidden rows of upper
	bias, outer []float32
}

// matrix is of signed bytes.
type matrix struct {
	cells []byte
	sizes []byte // of its rows: what a one stands for, 2 bytes each
	width int
}

const (
	magic   = "rnet"
	version = 1
	header  = 16
	most    = 256 // of any dimension
)

var errNet = errors.New("net: not a net of this version")

// Parse reads a net in place: data must not change afterwards.
func Parse(data []byte) (*Net, error) {
	if len(data) < header || string(data[:4]) != magic || data[4] != version || data[5] != K {
		return nil, errNet
	}
	n := &Net{
		data:  data,
		width: int(binary.LittleEndian.Uint16(data[6:])), hidden: int(binary.LittleEndian.Uint16(data[8:])),
		upper: int(binary.LittleEndian.Uint16(data[10:])),
	}
	keys := int(binary.LittleEndian.Uint32(data[12:]))
	for _, d := range [...]int{n.width, n.hidden, n.upper} {
		if d < 1 || d > most {
			return nil, errNet
		}
	}
	if n.width%2 != 0 {
		return nil, errNet
	}
	if keys > len(data)/4 {
		return nil, errNet
	}
	rest := data[header:]
	take := func(size int) []byte {
		if rest == nil || size > len(rest) {
			rest = nil
			return nil
		}
		b := rest[:size:size]
		rest = rest[size:]
		return b
	}
	table := func(rows, width int) matrix {
		return matrix{sizes: take(2 * rows), cells: take(rows * width), width: width}
	}
	n.keys = take(4 * keys)
	n.sizes = take(2 * (kinds + keys))
	n.rows = take((kinds + keys) * n.width / 2)
	n.first = table(2*K*n.width, n.hidden)
	n.second = table(n.hidden, n.upper)
	tail := take(4 * (n.hidden + 2*n.upper + 1))
	if rest == nil || len(rest) != 0 {
		return nil, fmt.Errorf("%w: its size is wrong", errNet)
	}
	all := make([]float32, len(tail)/4)
	for i := range all {
		all[i] = math.Float32frombits(binary.LittleEndian.Uint32(tail[4*i:]))
	}
	n.bias, n.outer = all[:n.hidden:n.hidden], all[n.hidden:]
	return n, nil
}

// Bytes is the net as Parse reads it.
func (n *Net) Bytes() []byte { return slices.Clone(n.data) }

// kinds of rows
const (
	word = iota
	shape
	ending
	kinds
)

// of is the hash of a kind in a token.
func (t *Token) of(kind int) uint64 {
	switch kind {
	case word:
		return t.Word
	case shape:
		return t.Shape
	}
	return t.Ending
}

// key is the fingerprint of a hash of a kind: the finaliser of SplitMix64
// (Steele, Lea, Flood 2014), cut. One row in some hundred thousand that is not
// there seems to be.
func key(kind int, h uint64) uint32 {
	h += uint64(kind+1) * 0x9e3779b97f4a7c15
	h ^= h >> 30
	h *= 0xbf58476d1ce4e5b9
	h ^= h >> 27
	h *= 0x94d049bb133111eb
	return uint32((h ^ h>>31) >> 32)
}

// row is the row of a hash of a kind.
func (n *Net) row(kind int, h uint64) int32 {
	want := key(kind, h)
	lo, hi := 0, len(n.keys)/4
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		switch k := binary.LittleEndian.Uint32(n.keys[4*mid:]); {
		case k == want:
			return int32(kinds + mid)
		case k < want:
			lo = mid + 1
		default:
			hi = mid
		}
	}
	return int32(kind)
}

// size is the i-th of sizes: the upper half of a float32.
func size(sizes []byte, i int) float32 {
	return math.Float32frombits(uint32(binary.LittleEndian.Uint16(sizes[2*i:])) << 16)
}

// addRow adds a row of the table to dst. Here and below the conversions keep a
// compiler from fusing: every machine has the same sums.
func (n *Net) addRow(dst []float32, row int32) {
	f := size(n.sizes, int(row))
	half := n.width / 2
	for i, c := range n.rows[int(row)*half:][:half] {
		dst[2*i] += float32(f * float32(int8(c<<4)>>4))
		dst[2*i+1] += float32(f * float32(int8(c)>>4))
	}
}

// add adds a row times f to dst.
func (m *matrix) add(dst []float32, row int, f float32) {
	f *= size(m.sizes, row)
	cells := m.cells[row*m.width:][:len(dst)]
	for i := range dst {
		dst[i] += float32(f * float32(int8(cells[i])))
	}
}
