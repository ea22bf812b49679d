package tmx_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/recto/recto/corpus/corpustest"
	"github.com/recto/recto/corpus/tmx"
)

func BenchmarkWrite(b *testing.B) {
	doc := corpustest.Large(2000)
	b.SetBytes(corpustest.Bytes(doc))
	b.ReportAllocs()
	for b.Loop() {
		if err := tmx.Write(io.Discard, doc, tmx.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	doc := corpustest.Large(2000)
	var file bytes.Buffer
	if err := tmx.Write(&file, doc, tmx.Options{}); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(corpustest.Bytes(doc))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := collect(file.String()); err != nil {
			b.Fatal(err)
		}
	}
}
