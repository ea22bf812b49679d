package segment

import (
	"embed"
	"strings"
	"unicode"
)

// data holds a folder a language; data/README.md says how to read it.
//
//go:embed data
var data embed.FS

// exception is what a full stop behind a listed word means.
type exception uint8

const (
	unlisted     exception = iota
	never                  // no end: a title, or a word inside sentences
	beforeNumber           // no end before a number
	closing                // as maybe; where nouns are small an end before any capital
	maybe                  // an end only before a word that begins sentences
	ofYear                 // as maybe; behind a number late in a sentence an end
	ordinary               // an end: a word or unit that only looks shortened
)

// rules of one language.
type rules struct {
	words    map[string]exception // in lower case, or exactly as listed
	starters map[string]bool      // in lower case
	ordinals bool                 // 3. means "third"
	nouns    bool                 // nouns begin with a capital: a capital says little
	greek    bool                 // ; asks
}

// load reads the rules of a language over those that hold everywhere.
func load(lang string) *rules {
	r := &rules{words: map[string]exception{}, starters: map[string]bool{}}
	base := folder(lang)
	for _, dir := range []string{"und", base} {
		for _, file := range []string{"rules.txt", "starts.txt"} {
			// A language without a file of its own has the rules of und.
			if text, err := data.ReadFile("data/" + dir + "/" + file); err == nil {
				r.read(string(text))
			}
		}
	}
	r.greek = base == "el"
	return r
}

// folder is the folder of a language's rules; languages that are cut alike share
// one.
func folder(lang string) string {
	base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(lang, "_", "-")), "-")
	switch base {
	case "nn", "no":
		return "nb"
	case "sr", "bs", "sh":
		return "hr"
	}
	return base
}

func (r *rules) read(text string) {
	for line := range strings.Lines(text) {
		key, values, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for v := range strings.FieldsSeq(values) {
			switch key {
			case "never":
				r.words[v] = never
			case "number":
				r.words[v] = beforeNumber
			case "maybe":
				r.words[v] = maybe
			case "end":
				r.words[v] = closing
			case "year":
				r.words[v] = ofYear
			case "plain":
				r.words[v] = ordinary
			case "starts":
				r.starters[v] = true
			case "ordinals":
				r.ordinals = v == "yes"
			case "nouns":
				r.nouns = v == "capital"
			}
		}
	}
}

// lookup finds a word exactly as it stands, else in lower case.
func (r *rules) lookup(word string) exception {
	if e := r.words[word]; e != unlisted {
		return e
	}
	var buf [64]byte
	low, changed := lower(buf[:0], word)
	if !changed {
		return unlisted
	}
	e := r.words[string(low)]
	if e != beforeNumber && allCapitals(word) {
		return unlisted // VS is a country, vs. is not
	}
	return e
}

// starts says whether a word begins sentences. apos: an apostrophe stands
// behind it, as in L’État.
func (r *rules) starts(word string, apos bool) bool {
	var buf [64]byte
	low, _ := lower(buf[:0], word)
	if apos {
		if r.starters[string(append(low, '\''))] {
			return true
		}
	}
	return r.starters[string(low)]
}

// lower appends the word in lower case to buf.
func lower(buf []byte, word string) (low []byte, changed bool) {
	for _, r := range word {
		l := toLower(r)
		changed = changed || l != r
		if l < 0x80 {
			buf = append(buf, byte(l))
			continue
		}
		buf = append(buf, string(l)...)
	}
	return buf, changed
}

func toLower(r rune) rune {
	if r < 0x80 {
		if r >= 'A' && r <= 'Z' {
			return r + 0x20
		}
		return r
	}
	return unicode.ToLower(r)
}

func allCapitals(word string) bool {
	n := 0
	for _, r := range word {
		if !isUpper(r) {
			return false
		}
		n++
	}
	return n > 1
}

// loose says whether a word is listed as one that may end a sentence.
func (r *rules) loose(word string) bool {
	e := r.lookup(word)
	return e == maybe || e == ofYear || e == closing
}
