package translate

import (
	_ "embed"
	"strings"
)

//go:embed phrases.txt
var phraseFile string

// phrases are beginnings and marks by which a model speaks for itself instead
// of translating, by kind; the file says more.
var phrases = readPhrases(phraseFile)

func readPhrases(file string) map[string][]string {
	out := make(map[string][]string)
	kind := ""
	for line := range strings.Lines(file) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			kind = strings.Trim(line, "[]")
		default:
			out[kind] = append(out[kind], fold(line))
		}
	}
	return out
}

// chatter finds refusals, thoughts and words about the translation. What the
// source says itself, in whatever listed language, its translation may say.
func chatter(source, text string) string {
	t := fold(text)
	s := ""
	has := func(kind string) bool {
		for _, phrase := range phrases[kind] {
			if !strings.Contains(t, phrase) {
				continue
			}
			if s == "" {
				s = fold(source)
			}
			if !containsAny(s, phrases[kind]) {
				return true
			}
		}
		return false
	}
	starts := func(kind string) bool {
		for _, phrase := range phrases[kind] {
			if !strings.HasPrefix(strings.TrimLeft(t, "*#\"'([ "), phrase) {
				continue
			}
			if s == "" {
				s = fold(source)
			}
			if !containsAny(s, phrases[kind]) && !containsAny(s, phrases["translation"]) {
				return true
			}
		}
		return false
	}
	switch {
	case has("tag"), starts("reasoning"):
		return Reasoning
	case has("refusal"), starts("refusal-start"):
		return Refusal
	case starts("preamble"), labelled(t, source):
		return Preamble
	}
	return ""
}

// labelled finds "translation:" in any listed language at the beginning.
func labelled(t, source string) bool {
	head := t
	if at := strings.IndexAny(t, ":"); at >= 0 && at < 80 {
		head = t[:at]
	} else {
		return false
	}
	if !containsAny(head, phrases["translation"]) {
		return false
	}
	return !containsAny(fold(source), phrases["translation"])
}

func containsAny(s string, list []string) bool {
	for _, x := range list {
		if strings.Contains(s, x) {
			return true
		}
	}
	return false
}
