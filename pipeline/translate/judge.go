package translate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// judge gives a verdict on each segment of a batch, in order.
func (p *passage) judge(b Batch, a *Answers) []Verdict {
	out := collect(b, a, p.traits.Plain)
	for k := range out {
		if out[k].Reason != "" {
			continue
		}
		out[k].Reason = p.judgeOne(b.Segments[k], out[k].Text)
	}
	judgeTogether(b, out)
	p.judgeLanguage(b, out)
	return out
}

// collect sorts the replies under the numbers that were asked, and rejects what
// can be seen without reading: missing, twice, under a wrong anchor, cut.
func collect(b Batch, a *Answers, plain bool) []Verdict {
	out := make([]Verdict, len(b.Segments))
	seen := make([]int, len(b.Segments))
	for _, r := range a.Replies {
		k := r.Number - 1
		if k < 0 || k >= len(out) {
			continue
		}
		seen[k]++
		if seen[k] > 1 {
			continue
		}
		out[k].Text = tidy(b.Segments[k], r.Text)
		// One segment alone, in a form that has no anchors, needs none.
		free := plain || a.Bare && len(b.Segments) == 1
		if !free && !anchorFits(r.Anchor, b.Segments[k]) {
			out[k].Reason = WrongAnchor
		}
	}
	for k := range out {
		switch {
		case a.Refusal != "":
			out[k] = Verdict{Text: a.Refusal, Reason: Refusal}
			continue
		case a.Finish == "content_filter":
			out[k].Reason = Refusal
			continue
		case seen[k] == 0:
			out[k].Reason = Missing
		case seen[k] > 1:
			out[k].Reason = Doubled
		}
		last := a.Open && len(a.Replies) > 0 && a.Replies[len(a.Replies)-1].Number == k+1
		if last && endOf(b.Segments[k]) != 'a' && endOf(out[k].Text) == 'a' {
			out[k].Reason = Cut
		}
		if a.Finish != "stop" && out[k].Reason != Missing {
			out[k].Reason = Cut
		}
	}
	return out
}

// tidy takes white space off the ends, and takes line breaks inside for spaces
// where one line was asked for.
func tidy(source, text string) string {
	text = strings.TrimSpace(text)
	return text
}

// anchorFits says whether an anchor is a beginning of the source, of any number
// of words. White space and case aside, and what models do to quotes and to
// what follows the last word.
func anchorFits(anchor, source string) bool {
	// Enough of the source for any anchor of this length.
	if most := 4*len(anchor) + 64; len(source) > most {
		for most < len(source) && !utf8.RuneStart(source[most]) {
			most++
		}
		source = source[:most]
	}
	s := fold(source)
	full := fold(anchor)
	a := strings.TrimRightFunc(full, notWord)
	if a == "" {
		a = full // the first word may be no word at all: a dash, a bracket
	}
	if strings.TrimSpace(a) == "" {
		return false
	}
	var last rune
	for _, r := range a {
		if r == ' ' {
			continue
		}
		s = strings.TrimPrefix(s, " ")
		next, n := utf8.DecodeRuneInString(s)
		if next != r || n == 0 {
			return false
		}
		s, last = s[n:], r
	}
	next, _ := utf8.DecodeRuneInString(s)
	return s == "" || !wordRune(next) || !wordRune(last) || unspaced(last) || unspaced(next)
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// unspaced says whether a script is written without spaces between words.
func unspaced(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tibetan)
}

// fold makes texts comparable: compatible forms, small letters, one space for
// any white space, plain quotes and dashes.
func fold(s string) string {
	s = strings.ToLower(norm.NFKC.String(s))
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case r == '\u00ad', r == '\u200b', r == '\u2060', r == '\ufeff', r == '\u200e', r == '\u200f':
			continue
		case r == '’', r == '‘', r == 'ʼ', r == '`', r == '´', r == '′':
			r = '\''
		case r == '“', r == '”', r == '„', r == '«', r == '»', r == '″':
			r = '"'
		case r == '–', r == '—', r == '‐', r == '‑', r == '−':
			r = '-'
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// judgeOne holds the rules that need a segment and its answer alone.
func (p *passage) judgeOne(source, text string) string {
	switch {
	case text == "":
		return Empty
	case garbled(source, text):
		return Garbled
	case fold(source) == fold(text) && !p.sameLanguage():
		return Echo
	}
	if reason := chatter(source, text); reason != "" {
		return reason
	}
	switch {
	case !plausibleLength(source, text):
		return Length
	case !sameStrings(placeholders(source), placeholders(text)):
		return Placeholder
	case !sameStrings(addresses(source), addresses(text)):
		return Addresses
	case !sameNumbers(source, text):
		return Numbers
	case !rightScript(p.d.To, source, text):
		return Language
	}
	if p.o.Check != nil {
		return p.o.Check(p.d.From, p.d.To, source, text)
	}
	return ""
}

func (p *passage) sameLanguage() bool { return baseOf(p.d.From) == baseOf(p.d.To) }

// nameLike says whether a text may well be the same in another language: a few
// words, each with a capital, a digit, or no letter.
func nameLike(text string) bool {
	words := strings.Fields(text)
	if len(words) == 0 || len(words) > 4 {
		return false
	}
	for _, w := range words {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(w, notWord))
		if r != utf8.RuneError && unicode.IsLower(r) {
			return false
		}
	}
	return true
}

// garbled finds what no sound answer holds and the source does not either.
func garbled(source, text string) bool {
	lines := strings.ContainsAny(source, "\n\u2028\u2029\v\f\r")
	for _, r := range text {
		switch {
		case r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' || r == '\v' || r == '\f':
			if !lines {
				return true
			}
		case r == utf8.RuneError, unicode.IsControl(r) && r != '\t':
			if !strings.ContainsRune(source, r) {
				return true
			}
		}
	}
	return !utf8.ValidString(text)
}
