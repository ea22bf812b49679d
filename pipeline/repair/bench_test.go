package repair_test

import (
	"strings"
	"testing"
)

// own is running text of recto's own, laid out in lines of a page.
const own = `The harbour board met on Tuesday to discuss the repair of the northern quay, which was
damaged by the storms of last winter. Several members asked why the work had been put
off for so long, and whether the money that the region had promised would arrive in time.

The chairman answered that the plans were ready, that three firms had sent in their offers,
and that the cheapest of them could begin in the spring. He added that the fishermen would
be heard before anything was decided, since they depend on the quay every single day.

In the afternoon the board visited the new fish market, where the cold store has been in
use since October. The manager showed them the books and said that sales had grown by a
tenth, although the price of fuel had kept many of the smaller boats at home.

`

func BenchmarkCleanText(b *testing.B) {
	text := strings.Repeat(own, 300)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		fix(b, "en", text)
	}
}

// Every second line bears a mark.
func BenchmarkMarkedText(b *testing.B) {
	lines := strings.SplitAfter(strings.Repeat(own, 60), "\n")
	for i := range lines {
		if words := strings.SplitN(lines[i], " ", 6); i%2 == 0 && len(words) == 6 {
			tail := strings.TrimSuffix(words[5], "\n")
			lines[i] = words[0] + " " + words[1] + "  " + tail + words[2] + " " + words[3] + " " + words[4] + "\n"
		}
	}
	text := strings.Join(lines, "")
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		fix(b, "en", text)
	}
}

// A document that is read for the first time.
func BenchmarkColdStart(b *testing.B) {
	for b.Loop() {
		fix(b, "fr", "Une ligne.\n")
	}
}
