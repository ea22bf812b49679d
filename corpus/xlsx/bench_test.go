package xlsx_test

import (
	"bytes"
	"io"
	"testing"

	"github.com/recto/recto/corpus/corpustest"
	"github.com/recto/recto/corpus/xlsx"
)

func BenchmarkWrite(b *testing.B) {
	doc := corpustest.Large(2000)
	b.SetBytes(corpustest.Bytes(doc))
	b.ReportAllocs()
	for b.Loop() {
		if err := xlsx.Write(io.Discard, doc, xlsx.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	doc := corpustest.Large(2000)
	var file bytes.Buffer
	if err := xlsx.Write(&file, doc, xlsx.Options{}); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(corpustest.Bytes(doc))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := xlsx.Read(bytes.NewReader(file.Bytes())); err != nil {
			b.Fatal(err)
		}
	}
}
