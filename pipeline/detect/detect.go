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

// rare are languages that gibberish, names and scraps of others come out as:
// only a longer text that is in one of them throughout is believed to be.
var rare = set("af cy eo eu id la lg mi ms nn sn so sq st sw tl tn ts xh yo zu az vi")

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

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
	chunks := sample(spread(text))
	if len(chunks) == 0 {
		return Guess{Tag: Unknown}
	}
	if g, ok := plain(chunks); ok {
		return g
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
	if confidence < bar || rare[tag] && (len(chunks) < 2 || confidence < 0.9) {
		return Guess{Tag: Unknown, Confidence: confidence}
	}
	return Guess{Tag: tag, Confidence: confidence}
}

// one asks lingua for one chunk.
func (d *Detector) one(chunk string) string {
	if tag := guard(chunk); tag != "" {
		return tag
	}
	if noise(chunk) {
		return Unknown
	}
	d.once.Do(func() {
		// Bosnian in Latin letters is not to be told from Croatian; texts in
		// Croatian are far more frequent.
		d.lingua = lingua.NewLanguageDetectorBuilder().FromAllLanguagesWithout(lingua.Bosnian).WithLowAccuracyMode().Build()
	})
	values := d.lingua.ComputeLanguageConfidenceValues(chunk)
	if len(values) < 2 || values[0].Value() == 0 || values[0].Value()-values[1].Value() < margin(chunk) {
		return Unknown
	}
	return strings.ToLower(values[0].Language().IsoCode639_1().String())
}

// margin is how far the best language must be ahead of the second. A few words
// hold so few groups of letters that chance decides between neighbours.
func margin(chunk string) float64 {
	if utf8.RuneCountInString(chunk) < 70 {
		return 0.6
	}
	return 0.3
}

// maltese are the articles and prepositions that Maltese hangs on its words.
var maltese = []string{
	"il-", "is-", "in-", "ir-", "it-", "id-", "ix-", "iż-", "iz-", "iċ-", "tal-", "tas-", "tan-", "tar-", "tat-", "tad-", "tax-",
	"fil-", "fis-", "fin-", "fir-", "fit-", "fid-", "fix-", "bil-", "bis-", "bir-", "bit-", "mill-", "mis-", "mir-", "mit-", "mid-",
	"lill-", "lis-", "mal-", "mas-", "mat-", "għall-", "għas-", "ta'", "ta’", "ma'", "ma’",
}

// guard knows Maltese, which lingua has not, and takes for Italian.
func guard(chunk string) string {
	signs, words := 0, 0
	for w := range strings.FieldsSeq(strings.ToLower(chunk)) {
		words++
		// No other language of Europe writes these letters.
		if strings.ContainsAny(w, "ħġ") || strings.Contains(w, "għ") {
			signs++
			continue
		}
		for _, m := range maltese {
			if strings.HasPrefix(w, m) {
				signs++
				break
			}
		}
	}
	if words >= 3 && signs*6 >= words {
		return "mt"
	}
	return ""
}

// noise says whether most words in Latin letters have no vowel: keys hit at
// random, codes, text in an encoding that was read wrong.
func noise(chunk string) bool {
	words, mute := 0, 0
	for w := range strings.FieldsSeq(chunk) {
		if r, n := utf8.DecodeRuneInString(w); n == len(w) || !unicode.Is(unicode.Latin, r) {
			continue
		}
		words++
		if strings.IndexFunc(w, isVowel) < 0 {
			mute++
		}
	}
	return mute*2 > words
}

func isVowel(r rune) bool {
	return r >= 0x80 || strings.ContainsRune("aeiouyAEIOUY", r)
}

// spread takes windows out of a long text, so that a book costs no more than a
// chapter.
func spread(text string) string {
	const window = 4 << 10
	if len(text) <= 2*maxChunks*window {
		return text
	}
	var b strings.Builder
	for i := range maxChunks {
		part := text[i*(len(text)/maxChunks):][:window]
		// Not the words that the window cuts.
		if k := strings.IndexByte(part, ' '); k >= 0 {
			part = part[k:]
		}
		if k := strings.LastIndexByte(part, ' '); k >= 0 {
			part = part[:k]
		}
		b.WriteString(strings.ToValidUTF8(part, ""))
		b.WriteByte('\n')
	}
	return b.String()
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
