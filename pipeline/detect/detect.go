package detect

import (
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/pemistahl/lingua-go"
)

// Unknown is the tag of a text whose language cannot be told.
const Unknown = "und"

// A Guess is a language and how sure the detector is of it.
type Guess struct {
	Tag        string  // BCP 47, Unknown if it cannot be told
	Confidence float64 // 0 to 1: the share of the text's samples that agree
}

// Detector tells languages. It is safe for several goroutines.
type Detector struct {
	once   sync.Once
	lingua lingua.LanguageDetector
}

// New makes a Detector. It loads nothing before it is used.
func New() *Detector { return &Detector{} }

const (
	// From so many letters on lingua reads trigrams alone.
	chunkLetters = 130
	// More samples than this do not change the answer, only the time.
	maxChunks = 24
	// A text with fewer letters is a name, a number, a code: no language.
	minLetters = 12
	// bar is the least share of samples that must agree.
	bar = 0.6
)

// Detect tells the language of a text.
func (d *Detector) Detect(text string) Guess {
	chunks := sample(text)
	if len(chunks) == 0 {
		return Guess{Tag: Unknown}
	}
	votes := map[string]float64{}
	total := 0.0
	for _, c := range chunks {
		w := float64(utf8.RuneCountInString(c))
		total += w
		if tag := d.one(c); tag != Unknown {
			votes[tag] += w
		}
	}
	tag, most := Unknown, 0.0
	tags := make([]string, 0, len(votes))
	for t := range votes {
		tags = append(tags, t)
	}
	sort.Strings(tags)
	for _, t := range tags {
		if votes[t] > most {
			tag, most = t, votes[t]
		}
	}
	confidence := most / total
	if confidence < bar {
		return Guess{Tag: Unknown, Confidence: confidence}
	}
	return Guess{Tag: tag, Confidence: confidence}
}

// one asks lingua for one chunk.
func (d *Detector) one(chunk string) string {
	if tag := guard(chunk); tag != "" {
		return tag
	}
	d.once.Do(func() {
		d.lingua = lingua.NewLanguageDetectorBuilder().FromAllLanguages().WithLowAccuracyMode().Build()
	})
	values := d.lingua.ComputeLanguageConfidenceValues(chunk)
	if len(values) < 2 || values[0].Value() == 0 || values[0].Value()-values[1].Value() < 0.2 {
		return Unknown
	}
	return strings.ToLower(values[0].Language().IsoCode639_1().String())
}

// guard knows the languages that lingua has not.
func guard(chunk string) string {
	maltese, words := 0, 0
	for w := range strings.FieldsSeq(strings.ToLower(chunk)) {
		words++
		// No other language of Europe writes these letters.
		if strings.ContainsAny(w, "ħġ") || strings.Contains(w, "għ") {
			maltese++
		}
	}
	if words >= 3 && maltese*12 >= words {
		return "mt"
	}
	return ""
}

// sample cuts chunks of whole words out of the text, spread over all of it.
// What is no word of a language is left out: numbers, addresses, codes.
func sample(text string) []string {
	var chunks []string
	var b strings.Builder
	letters := 0
	for w := range strings.FieldsSeq(text) {
		n := wordLetters(w)
		if n == 0 {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w)
		if letters += n; letters >= chunkLetters {
			chunks = append(chunks, b.String())
			b.Reset()
			letters = 0
		}
	}
	switch {
	case letters < minLetters:
	case len(chunks) == 0:
		chunks = append(chunks, b.String())
	case letters > chunkLetters/2:
		chunks = append(chunks, b.String())
	}
	if len(chunks) > maxChunks {
		picked := make([]string, maxChunks)
		for i := range picked {
			picked[i] = chunks[i*len(chunks)/maxChunks]
		}
		chunks = picked
	}
	return chunks
}

// wordLetters counts the letters of a word, 0 if it is none of a language.
func wordLetters(w string) int {
	n := 0
	for _, r := range w {
		switch {
		case unicode.IsLetter(r):
			n++
		case unicode.IsDigit(r), strings.ContainsRune("@_/\\=<>{}|#+^~", r):
			return 0
		}
	}
	if strings.HasPrefix(w, "www.") || n > 60 {
		return 0
	}
	return n
}
