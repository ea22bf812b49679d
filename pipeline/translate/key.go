package translate

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"strings"
)

// hasher writes strings and lists so that no two values collide by moving text
// from one field to the next.
type hasher struct{ h hash.Hash }

func (w hasher) text(s string) {
	var n [8]byte
	binary.BigEndian.PutUint64(n[:], uint64(len(s)))
	w.h.Write(n[:])
	w.h.Write([]byte(s))
}

func (w hasher) number(n int) {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], uint64(n))
	w.h.Write(b[:])
}

func (w hasher) texts(list []string) {
	w.number(len(list))
	for _, s := range list {
		w.text(s)
	}
}

func (w hasher) examples(list []Example) {
	w.number(len(list))
	for _, e := range list {
		w.text(e.Source)
		w.text(e.Target)
	}
}

// keyOf is the key of a request: the engine and its parameters, and the whole
// content. attempt tells repetitions of the same request apart.
//
// The batch is the one that the document alone gives, its given units among its
// segments and nothing from the memory among its examples: an answer that was
// paid for stays good when the memory learns its neighbour.
func keyOf(fingerprint string, b Batch, attempt int) Key {
	w := hasher{sha256.New()}
	w.text("recto/answer/1")
	w.text(fingerprint)
	w.text(b.From)
	w.text(b.To)
	w.text(b.Title)
	w.texts(b.Before)
	w.texts(b.Segments)
	w.texts(b.After)
	w.number(len(b.Terms))
	for _, t := range b.Terms {
		w.text(t.Source)
		w.text(t.Target)
		w.text(t.Forbidden)
	}
	w.examples(b.Examples)
	w.number(attempt)
	var k Key
	w.h.Sum(k[:0])
	return k
}

// Fingerprint joins what shapes an engine's answers to one string that neither
// shows it nor collides.
func Fingerprint(parts ...string) string {
	w := hasher{sha256.New()}
	w.texts(parts)
	var k Key
	w.h.Sum(k[:0])
	name := parts[0]
	if i := strings.IndexByte(name, ' '); i >= 0 {
		name = name[:i]
	}
	return name + "/" + k.String()[:32]
}
