package translate

import (
	_ "embed"
	"strings"
	"unicode/utf8"
)

//go:embed phrases.txt
var phraseFile string

// phraseBook holds beginnings and marks by which a model speaks for itself
// instead of translating, by kind; the file says more. It is found by the first
// two runes, so that a text is read once and not once a phrase.
type phraseBook map[string]map[string][]string

var phrases = readPhrases(phraseFile)

const phraseHead = 2 // runes

func readPhrases(file string) phraseBook {
	out := make(phraseBook)
	kind := ""
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case strings.HasPrefix(line, "== "):
			kind = line[3:]
			out[kind] = make(map[string][]string)
		default:
			phrase := fold(line)
			head := firstRunes(phrase, phraseHead)
			out[kind][head] = append(out[kind][head], phrase)
		}
	}
	return out
}

// at says whether a phrase of a kind begins at a place of a folded text. A
// phrase is whole words, but for those of "translation", whose endings are free.
func (p phraseBook) at(kind, text string, i int) bool {
	rest := text[i:]
	for _, phrase := range p[kind][firstRunes(rest, phraseHead)] {
		if strings.HasPrefix(rest, phrase) && (kind == "translation" || wordEnds(rest, len(phrase))) {
			return true
		}
	}
	return false
}

// in says whether a phrase of a kind is anywhere in a folded text.
func (p phraseBook) in(kind, text string) bool {
	var last rune = ' '
	for i, r := range text {
		if (!wordRune(last) || !wordRune(r) || unspaced(r)) && p.at(kind, text, i) {
			return true
		}
		last = r
	}
	return false
}

// chatter finds refusals, thoughts and words about the translation. What the
// source says itself, in whatever listed language, its translation may say.
func chatter(source, text string) string {
	t := fold(text)
	head := strings.TrimLeft(t, "*#\"'([ ")
	for _, rule := range []struct {
		kind, reason string
		start        bool
	}{{"tag", Reasoning, false}, {"reasoning", Reasoning, true}, {"refusal", Refusal, false}, {"refusal-start", Refusal, true}, {"preamble", Preamble, true}} {
		hit := false
		if rule.start {
			hit = phrases.at(rule.kind, head, 0)
		} else {
			hit = phrases.in(rule.kind, t)
		}
		if hit && !phrases.in(rule.kind, fold(source)) {
			return rule.reason
		}
	}
	if labelled(t) && !phrases.in("translation", fold(source)) {
		return Preamble
	}
	return ""
}

// labelled finds "translation:" in any listed language at the beginning, with
// a few words before.
func labelled(t string) bool {
	at := strings.IndexAny(t, ":：")
	if at < 0 || at > 80 || strings.ContainsAny(t[:at], `("`) {
		return false
	}
	return phrases.in("translation", t[:at])
}

// wordEnds says whether a word that goes up to a place ends there.
func wordEnds(text string, at int) bool {
	last, _ := utf8.DecodeLastRuneInString(text[:at])
	next, _ := utf8.DecodeRuneInString(text[at:])
	return at == len(text) || !wordRune(last) || !wordRune(next) || unspaced(last)
}
