package tsv_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/recto/recto/corpus/corpustest"
	"github.com/recto/recto/corpus/tsv"
)

func BenchmarkWrite(b *testing.B) {
	doc := corpustest.Large(2000)
	b.SetBytes(corpustest.Bytes(doc))
	b.ReportAllocs()
	for b.Loop() {
		if err := tsv.Write(io.Discard, doc); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	doc := corpustest.Large(2000)
	var file bytes.Buffer
	if err := tsv.Write(&file, doc); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(corpustest.Bytes(doc))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := tsv.Read(bytes.NewReader(file.Bytes())); err != nil {
			b.Fatal(err)
		}
	}
}
