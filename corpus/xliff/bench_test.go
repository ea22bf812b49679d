package xliff_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/recto/recto/corpus/corpustest"
	"github.com/recto/recto/corpus/xliff"
)

func BenchmarkWrite(b *testing.B) {
	doc := corpustest.Large(2000)
	b.SetBytes(corpustest.Bytes(doc))
	b.ReportAllocs()
	for b.Loop() {
		if err := xliff.Write(io.Discard, doc, xliff.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	doc := corpustest.Large(2000)
	var file bytes.Buffer
	if err := xliff.Write(&file, doc, xliff.Options{}); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(corpustest.Bytes(doc))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := collect(bytes.NewReader(file.Bytes())); err != nil {
			b.Fatal(err)
		}
	}
}
