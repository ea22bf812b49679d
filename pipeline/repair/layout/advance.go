package layout

import (
	"unicode"
	"unicode/utf8"
)

// advances are the widths of printable ASCII in a proportional face, in
// thousandths of an em: the mean of Helvetica and Times (Adobe's font metrics).
var advances = [95]uint16{
	264, 306, 382, 528, 528, 861, 722, 186, 333, 333, 444, 574, 264, 333, 264, 278, // space to /
	528, 528, 528, 528, 528, 528, 528, 528, 528, 528, 278, 278, 574, 574, 574, 500, // 0 to ?
	968, 694, 667, 694, 722, 639, 584, 750, 722, 306, 444, 694, 584, 861, 722, 750, // @ to O
	612, 750, 694, 612, 611, 722, 694, 944, 694, 694, 611, 306, 278, 306, 469, 528, // P to _
	278, 500, 528, 472, 528, 500, 306, 528, 528, 250, 250, 500, 250, 806, 528, 528, // ` to o
	528, 528, 333, 444, 278, 528, 500, 722, 500, 500, 472, 407, 230, 407, 558, // p to ~
}

// advance is the width of a character in a proportional face, in parts of a
// mean letter of running text.
func advance(r rune) float64 {
	const mean = 470
	if r >= ' ' && r < 0x7f {
		return float64(advances[r-' ']) / mean
	}
	switch {
	case unicode.IsMark(r) || r == '\u00ad' || r == '\u200b':
		return 0
	case r == '\u00a0' || r == '’' || r == '‘':
		return 264.0 / mean
	case r == '—' || r == '…' || r >= 0x2e80 && r < 0xa000 || r >= 0xac00 && r < 0xd7b0:
		return 1000.0 / mean
	case unicode.IsUpper(r):
		return 690.0 / mean
	case r == 'ì' || r == 'í' || r == 'î' || r == 'ï' || r == 'ī' || r == 'į' || r == 'ı' || r == 'ļ' || r == 'ł' || r == 'ľ' || r == 'ι' || r == 'ί' || r == 'і' || r == 'ї':
		return 264.0 / mean
	case r == 'ť' || r == 'ř' || r == 'ț' || r == 'ţ' || r == 'г' || r == 'т':
		return 400.0 / mean
	case r == 'æ' || r == 'œ' || r == 'ш' || r == 'щ' || r == 'ж' || r == 'ю' || r == 'м' || r == 'ф' || r == 'ы' || r == 'ω' || r == 'ώ':
		return 740.0 / mean
	}
	return 515.0 / mean
}

// advanceOf is the width of a string in a proportional face.
func advanceOf(s string) float64 {
	w := 0.0
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if c >= ' ' && c < 0x7f {
				w += float64(advances[c-' '])
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		w += advance(r) * 470
		i += n
	}
	return w / 470
}
