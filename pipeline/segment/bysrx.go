package segment

import "github.com/recto/recto/pipeline/segment/srx"

// bySRX cuts by a translator's own rules.
func bySRX(text string, cut *srx.Cutter) []Span {
	var spans []Span
	from := 0
	add := func(to int) {
		start := skipSpace(text, from)
		if end := trimSpace(text, min(start, to), to); end > start {
			spans = append(spans, Span{From: start, To: end})
		}
		from = to
	}
	for _, b := range cut.Breaks(text) {
		add(b)
	}
	add(len(text))
	return spans
}
