package check

import (
	"bufio"
	"embed"
	"strconv"
	"strings"

	"golang.org/x/text/language"
)

//go:embed language/*.txt
var files embed.FS

// lang is what the checks know of one language. The zero value knows nothing,
// and then only what holds everywhere is checked.
type lang struct {
	base        string
	months      [][]form
	quotes      string          // marks that the language quotes with; "" if not known
	repeat      map[string]bool // words that may stand twice in a row
	spaceBefore string          // marks that a space stands before
	unspaced    bool            // written without spaces between words
	letters     string          // besides a to z; "" if not known
	endings     []string        // of words, the longest first, taken off behind Snowball's stemmer
	length      float64         // characters of a text against its English; 0 if not known
	script      string          // ISO 15924
}

// form is a form of a month's name, or how such a form begins.
type form struct {
	text   string
	begins bool
}

func loadLang(tag string) lang {
	t, err := language.Parse(tag)
	if err != nil || t == language.Und {
		return lang{}
	}
	b, _ := t.Base()
	script, _ := t.Script()
	l := lang{base: b.String(), script: script.String()}
	switch l.base {
	case "no", "nn":
		l.base = "nb"
	}
	data, err := files.ReadFile("language/" + l.base + ".txt")
	if err != nil {
		return l
	}
	for s := bufio.NewScanner(strings.NewReader(string(data))); s.Scan(); {
		key, value, _ := strings.Cut(s.Text(), ":")
		value = strings.TrimSpace(value)
		switch key {
		case "months":
			for _, m := range strings.Fields(value) {
				var forms []form
				for _, f := range strings.Split(m, ",") {
					text, begins := strings.CutSuffix(f, "*")
					forms = append(forms, form{text, begins})
				}
				l.months = append(l.months, forms)
			}
		case "quotes":
			l.quotes = value
		case "repeat":
			l.repeat = map[string]bool{}
			for _, w := range strings.Fields(value) {
				l.repeat[w] = true
			}
		case "space-before":
			if !strings.EqualFold(t.String(), "fr-CA") {
				l.spaceBefore = strings.ReplaceAll(value, " ", "")
			}
		case "letters":
			l.letters = value
		case "endings":
			l.endings = strings.Fields(value)
		case "unspaced":
			l.unspaced = value == "yes"
		case "length":
			l.length, _ = strconv.ParseFloat(value, 64)
		}
	}
	return l
}

// month gives the number of the month that a word in lower case names, 0 if
// none.
func (l *lang) month(word string) int {
	for i, forms := range l.months {
		for _, f := range forms {
			if word == f.text || f.begins && strings.HasPrefix(word, f.text) {
				return i + 1
			}
		}
	}
	return 0
}

// scaleWords are the beginnings of words such as "million", in all languages.
func scaleWords() []string {
	data, err := files.ReadFile("language/scale.txt")
	if err != nil {
		return nil
	}
	_, list, _ := strings.Cut(string(data), "\n")
	return strings.Fields(list)
}
