package main

import (
	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/lm"
)

func wordsOf(lang string) *layout.Words {
	m, err := lm.Open(lang)
	if err != nil {
		return nil
	}
	return layout.NewWords(m)
}
