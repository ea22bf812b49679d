package layout

import "sort"

// measure is how wide lines run near a place: from the lines that certainly go
// on, the width at which the next word no longer fitted.
type measure struct {
	full   float64 // low quantile of width + space + next word
	exact  float64 // the widest line, if no line was broken short of it; else 0
	width  float64 // median width
	spread float64 // between low quantile and median
	sure   int     // lines that it was taken from
}

// measures gives the measure for each line, from the nearest lines that run on; in a
// column that is set narrower than the text around it, from those of the column.
// reads is nil before the lines are read.
func (p *Page) measures(shapes []shape, reads []Read) []measure {
	const near, least = 15, 3
	var at []int
	for i := 0; i+1 < len(p.Lines); i++ {
		if reads != nil && (reads[i].GoesOn || reads[i].Gone) {
			continue
		}
		if p.runsOn(i, shapes[i], shapes[i+1]) {
			at = append(at, i)
		}
	}
	at, columns := p.filled(at, shapes)
	out := make([]measure, len(p.Lines))
	last := -1
	k := 0
	for i := range p.Lines {
		for k < len(at) && at[k] < i {
			k++
		}
		lo := max(0, min(k-near/2, len(at)-near))
		hi := min(len(at), lo+near)
		switch {
		case lo == last && i > 0:
			out[i] = out[i-1]
		case hi-lo < least:
			out[i] = p.guess()
		default:
			out[i] = p.measured(at[lo:hi], shapes)
		}
		last = lo
	}
	for _, c := range columns {
		m := p.measured(c, shapes)
		for i := max(0, c[0]-1); i < min(len(p.Lines), c[len(c)-1]+3); i++ {
			if float64(shapes[i].indent)+shapes[i].span <= m.full+m.spread {
				out[i] = m
			}
		}
	}
	return out
}

// measured is the measure that these lines have.
func (p *Page) measured(lines []int, shapes []shape) measure {
	fits, widths := make([]float64, len(lines)), make([]float64, len(lines))
	for k, i := range lines {
		fits[k] = p.fits(i, shapes)
		widths[k] = float64(shapes[i].indent) + shapes[i].span
	}
	sort.Float64s(fits)
	sort.Float64s(widths)
	m := measure{full: fits[len(fits)/10], width: widths[len(widths)/2], sure: len(lines)}
	m.spread = fits[len(fits)/2] - m.full
	if widest := widths[len(widths)-1]; fits[0] > widest && len(lines) >= 8 {
		m.exact = widest
	}
	return m
}

// fits is how wide line i would be with the next one's first word.
func (p *Page) fits(i int, shapes []shape) float64 {
	return float64(shapes[i].indent) + shapes[i].span + p.space + shapes[i+1].firstSpan
}

// filled leaves out of the lines that run on those that are far narrower than the
// text around them: commands, names, and what else stands a line each among prose
// begins and ends in small letters too. Some in a row that are as wide as each other
// are a column of text. Far wider ones are several lines that a reader of PDF has
// joined.
func (p *Page) filled(at []int, shapes []shape) (full []int, columns [][]int) {
	const (
		around = 64
		least  = 0.75
		most   = 1.4
		column = 4
		even   = 0.7
		text   = 20 // characters of a line of text
	)
	if len(at) < 8 {
		return at, nil
	}
	usual := 0.0
	for k := 0; k < len(at); {
		if k%(around/2) == 0 || usual == 0 {
			usual = p.usual(at[max(0, k-around/4):min(len(at), k+3*around/4)], shapes)
		}
		w := p.fits(at[k], shapes)
		if w >= least*usual {
			if w <= most*usual {
				full = append(full, at[k])
			}
			k++
			continue
		}
		n, low, high := 1, w, w
		for k+n < len(at) && at[k+n] == at[k+n-1]+1 {
			if w = p.fits(at[k+n], shapes); w >= least*usual {
				break
			}
			low, high = min(low, w), max(high, w)
			n++
		}
		if n >= column && low >= even*high && low >= text {
			columns = append(columns, at[k:k+n])
		}
		k += n
	}
	return full, columns
}

// usual is the width about which most of the text in these lines stands.
func (p *Page) usual(lines []int, shapes []shape) float64 {
	const alike = 1.15
	widths := make([]float64, len(lines))
	for k, i := range lines {
		widths[k] = p.fits(i, shapes)
	}
	sort.Float64s(widths)
	best, found, sum, from := 0.0, 0.0, 0.0, 0
	for to, w := range widths {
		for sum += w; w > alike*widths[from]; from++ {
			sum -= widths[from]
		}
		if sum > best {
			best, found = sum, widths[(from+to)/2]
		}
	}
	return found
}

// guess takes the measure from the widest lines where too few run on.
func (p *Page) guess() measure {
	widths := make([]float64, 0, 64)
	step := 1 + len(p.shapes)/512
	for i := 0; i < len(p.shapes); i += step {
		widths = append(widths, float64(p.shapes[i].indent)+p.shapes[i].span)
	}
	if len(widths) == 0 {
		return measure{}
	}
	sort.Float64s(widths)
	w := widths[len(widths)*9/10]
	return measure{full: w, width: w}
}

// runsOn says that line i certainly goes on in line i+1.
func (p *Page) runsOn(i int, a, b shape) bool {
	if p.Lines[i+1].Blanks > 0 || p.Lines[i+1].Page != p.Lines[i].Page || b.marker != noMarker || a.gaps+b.gaps > 0 {
		return false
	}
	switch a.end {
	case lower, comma, hyphenEnd:
		return b.start == lower
	case caseless:
		return b.start == caseless
	}
	return false
}
