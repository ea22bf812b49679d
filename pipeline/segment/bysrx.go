package segment

import "github.com/recto/recto/pipeline/segment/srx"

// bySRX cuts by a translator's own rules. White space at a cut is in no
// segment, as the tools do it.
func bySRX(text string, cut *srx.Cutter) ([]Span, error) {
	breaks, err := cut.Breaks(text)
	if err != nil {
		return nil, err
	}
	var spans []Span
	from := 0
	for _, to := range append(breaks, len(text)) {
		start := min(skipSpace(text, from), to)
		if end := trimSpace(text, start, to); end > start {
			spans = append(spans, Span{From: start, To: end})
		}
		from = to
	}
	return spans, nil
}
