package main

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"

	"github.com/recto/recto/pipeline/repair/blockend/compose"
	"github.com/recto/recto/pipeline/repair/lm"
	"github.com/recto/recto/pipeline/repair/lm/material"
)

// language is what there is of one: a model that lacks the prose, the prose, and
// documents composed of it.
type language struct {
	name     string
	number   int
	model    *lm.Model
	prose    []string
	readings []reading
}

// reading is one reading of a composed document.
type reading struct {
	name    string
	kind    string // for the count
	damaged bool
	holds   compose.Contents
	text    string
	runs    []compose.Run // of a damaged one
}

func (t *trainer) load(name string) ([]*language, error) {
	l, err := t.language(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return []*language{l}, nil
}

func (t *trainer) language(name string) (l *language, err error) {
	l = &language{name: name, number: slices.Index(strings.Fields(ofRest), name)}
	if l.prose, err = compose.Prose(t.root, name); err != nil {
		return nil, err
	}
	if l.model, err = material.Train(t.root, name, material.HeldBack); err != nil {
		return nil, err
	}
	return l, t.compose(l)
}

// typed is how many documents are typed for one of each other kind.
const typed = 6

// compose composes documents, damaged and sound.
func (t *trainer) compose(l *language) error {
	manual, err := compose.Manual(t.root, l.name)
	if err != nil {
		return err
	}
	r, other := t.random(l, 1), rand.New(rand.NewPCG(t.seed+1, uint64(l.number)))
	for n := range t.docs {
		for _, k := range []struct {
			name  string
			prose []string
			holds compose.Contents
			sound bool
			r     *rand.Rand
		}{
			{"damaged", l.prose, compose.Paragraphs, false, r},
			{"damaged-rich", l.prose, compose.Structured, false, r},
			{"sound", l.prose, compose.Paragraphs, true, r},
			{"sound-rich", l.prose, compose.Structured, true, r},
			{"manual", manual, compose.Structured, true, r},
			{"damaged-linked", l.prose, compose.Linked, false, other},
			{"sound-linked", l.prose, compose.Linked, true, other},
		} {
			ways := []compose.Reading{compose.Mutool, compose.Raw}
			if k.sound {
				ways = append(ways, compose.Plain, compose.Layout)
			}
			one := reading{name: fmt.Sprintf("%s-%s%d", l.name, k.name, n), damaged: !k.sound, holds: k.holds}
			doc := compose.Draw(k.prose, k.holds, k.sound, k.r)
			texts, err := compose.Set(filepath.Join(t.dir, one.name), doc, ways...)
			if err != nil {
				return err
			}
			if one.damaged {
				one.runs = doc.Runs()
			}
			for i, text := range texts {
				one.kind, one.text = k.name+string(ways[i]), text
				l.readings = append(l.readings, one)
			}
		}
		for i := range typed {
			l.readings = append(l.readings, reading{
				name: fmt.Sprintf("%s-typed%d", l.name, n*typed+i), kind: "typed", text: compose.Typed(manual, r),
			})
		}
	}
	return nil
}

// random gives random numbers that are the language's own.
func (t *trainer) random(l *language, of uint64) *rand.Rand {
	return rand.New(rand.NewPCG(t.seed, uint64(l.number)<<1|of))
}
