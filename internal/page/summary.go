package page

import (
	"fmt"
	"strings"

	"github.com/recto/recto/corpus"
)

// What stands above and below the text: the first to look at, facts, what was
// taken out.

// finish sums up.
func (v *builder) finish() {
	out := &v.out
	for rank := range v.looks {
		out.LookCount += len(v.looks[rank])
		for _, l := range v.looks[rank] {
			if len(out.Looks) < moreSeen {
				out.Looks = append(out.Looks, l)
			}
		}
	}
	out.LookText = grouped(out.LookCount)
	out.MoreLooks = out.LookCount - len(out.Looks)
	out.Codes = sortedCodes(v.codes)
	for _, r := range v.b.Source.Removed {
		out.Removed = append(out.Removed, removed{Kind: say2(removedWords, r.Kind), Text: visible(strings.TrimSpace(v.given.slice(r.From, r.To))), Line: r.Line, Page: r.Page})
	}
	for _, d := range v.b.Unplaced {
		u := reading{Source: visible(d.Source), Target: visible(d.Target)}
		if d.Reviewer != "" {
			u.Why = "by " + visible(d.Reviewer)
		}
		out.Unplaced = append(out.Unplaced, u)
	}
	out.Facts = v.facts()
	out.Made = v.made()
}

func say2(words map[corpus.RemovedKind]string, k corpus.RemovedKind) string {
	if w, ok := words[k]; ok {
		return w
	}
	return string(k)
}

func (v *builder) facts() []string {
	out := []string{count(len(v.b.Source.Segments), "sentence")}
	if n := len(v.b.Source.Paragraphs); n > 0 {
		out = append(out, count(n, "paragraph"))
	}
	if v.out.MovedCount > 0 {
		out = append(out, count(v.out.MovedCount, "phrase")+" put back")
	}
	return out
}

func (v *builder) made() []string {
	r := v.b.Run
	var out []string
	add := func(format, value string) {
		if value != "" {
			out = append(out, fmt.Sprintf(format, visible(value)))
		}
	}
	add("%s", v.out.Name)
	add("%s", r.Generator)
	add("engine %s", r.Engine)
	add("%s", r.Model)
	add("read as %s", v.b.Source.Encoding)
	add("settings %s", clip(r.Settings, 12))
	add("%s", r.Date)
	return out
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return grouped(n) + " " + noun + "s"
}

// grouped writes a number with thin spaces between its thousands.
func grouped(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "\u202F" + s[i:]
	}
	return s
}

// fold makes warnings fit to be shown, and keeps all but the first few apart.
func fold(all []string) (first, more []string) {
	for i, w := range all {
		if i < 3 {
			first = append(first, visible(w))
		} else {
			more = append(more, visible(w))
		}
	}
	return first, more
}
