package check

import "github.com/recto/recto/corpus"

type checker struct {
	b *corpus.Bitext
	g *Glossary
}

func newChecker(b *corpus.Bitext, g *Glossary) *checker { return &checker{b, g} }

func (c *checker) bead(int) []corpus.Finding { return nil }
