package corpustest

import (
	"fmt"

	"github.com/recto/recto/corpus"
)

// Large is a bitext of n sentences in paragraphs of five, for benchmarks.
func Large(n int) *corpus.Bitext {
	b := &corpus.Bitext{Source: corpus.Side{Name: "large.txt", Language: "fr"}, Target: corpus.Side{Language: "es"}, Run: corpus.Run{Generator: "recto 0.1.0", Engine: "openai", Model: "m"}}
	at := 0
	for i := range n {
		if i%5 == 0 {
			b.Source.Paragraphs = append(b.Source.Paragraphs, corpus.Paragraph{ID: fmt.Sprintf("p%d", i/5+1), Page: 1 + i/200})
		}
		p := &b.Source.Paragraphs[i/5]
		text := fmt.Sprintf("La phrase numéro %d parle du port, de ses %d quais et d'une grue que personne n'a réparée depuis longtemps.", i, i%90+13)
		piece := corpus.Piece{From: at, To: at + len(text)}
		p.Pieces, p.Text = append(p.Pieces, piece), p.Text+text
		at += len(text) + 1
		id := fmt.Sprintf("%s.s%d", p.ID, i%5+1)
		b.Source.Segments = append(b.Source.Segments, corpus.Segment{ID: id, Para: i / 5, Pieces: []corpus.Piece{piece}, Text: text})
		b.Target.Segments = append(b.Target.Segments, corpus.Segment{ID: id, Para: -1,
			Text: fmt.Sprintf("La frase número %d habla del puerto, de sus %d muelles y de una grúa que nadie ha reparado desde hace tiempo.", i, i%90+13)})
		b.Beads = append(b.Beads, corpus.Bead{Src: []int{i}, Tgt: []int{i}, Score: 1, State: corpus.Translated, Why: []corpus.Evidence{{Code: "id", Weight: 1}},
			Origin: corpus.Origin{Kind: corpus.OriginMachine, Engine: "openai", Model: "m"}})
	}
	return b
}

// Bytes is the length of the texts of both sides.
func Bytes(b *corpus.Bitext) int64 {
	n := 0
	for _, s := range b.Source.Segments {
		n += len(s.Text)
	}
	for _, s := range b.Target.Segments {
		n += len(s.Text)
	}
	return int64(n)
}
