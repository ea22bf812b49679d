package main

import (
	"fmt"
	"runtime"
	"sync"
	"unicode"

	"github.com/recto/recto/pipeline/repair/blockend"
	"github.com/recto/recto/pipeline/repair/blockend/compose"
	"github.com/recto/recto/pipeline/repair/layout"
)

// stream is a document's letters without white space: those that stay, those that
// were moved, and how many of the former stand before each of the latter, -1 where
// nothing tells where it belongs.
type stream struct {
	stay, moved []rune
	before      []int
}

func newStream(runs []compose.Run) *stream {
	var s stream
	for _, r := range runs {
		for _, c := range r.Text {
			switch {
			case unicode.IsSpace(c):
			case r.Stays:
				s.moved, s.before = append(s.moved, c), append(s.before, -1)
			case r.Moved:
				s.moved, s.before = append(s.moved, c), append(s.before, len(s.stay))
			default:
				s.stay = append(s.stay, c)
			}
		}
	}
	return &s
}

// lesson is a page to learn from.
type lesson struct {
	*blockend.Lesson
	document string
}

func (l *language) lessons(joints []float64) []lesson {
	finder := blockend.NewFinder(l.model)
	finder.Use(joints, [2][]float64{})
	var out []lesson
	for _, r := range l.readings {
		if r.damaged {
			for _, page := range lessons(finder, r.text, newStream(r.runs)) {
				// Where no hole shows, links look like phrases, and what they teach costs
				// ordinary pages two points in a hundred.
				if page.Shows || r.holds != compose.Linked {
					out = append(out, lesson{page, r.name})
				}
			}
		}
	}
	return out
}

// learnMerges prints how unlikely what is right on a page seems, on the mean, with
// the weights of three documents in four on the fourth, and gives those of all.
func learnMerges(all []lesson) (w [2][]float64) {
	for kind, name := range [2]string{"holes do not show", "holes show"} {
		var learn, test, both []lesson
		n := 0
		for i, l := range all {
			if i > 0 && l.document != all[i-1].document {
				n++
			}
			switch {
			case l.Shows != (kind == 1):
				continue
			case n%4 == 3:
				test = append(test, l)
			default:
				learn = append(learn, l)
			}
			both = append(both, l)
		}
		start := prior()[kind]
		loss := func(w []float64) float64 { return merging(test, w)(w, make([]float64, len(w))) }
		w[kind] = minimum(start, rough, merging(learn, start))
		fmt.Printf("merges, %s: %d pages; of %d held back a loss of %.2f nats, %.2f by what they start from\n", name, len(learn), len(test), loss(w[kind]), loss(start))
		w[kind] = minimum(w[kind], rough, merging(both, start))
	}
	return w
}

// merging is the mean loss of lessons. Weights stay near home.
func merging(all []lesson, home []float64) loss {
	const l2 = 1e-3
	return func(w, gradient []float64) float64 {
		losses, gradients := make([]float64, len(all)), make([][]float64, len(all))
		var group sync.WaitGroup
		next := make(chan int)
		for range runtime.GOMAXPROCS(0) {
			group.Go(func() {
				for i := range next {
					gradients[i] = make([]float64, len(w))
					losses[i] = all[i].Loss(w, gradients[i])
				}
			})
		}
		for i := range all {
			next <- i
		}
		close(next)
		group.Wait()
		sum, n := 0.0, float64(max(1, len(all)))
		for i, l := range losses {
			sum += l / n
			add(gradient, 1/n, gradients[i])
		}
		for i := range w {
			d := w[i] - home[i]
			sum += l2 * d * d
			gradient[i] += 2 * l2 * d
		}
		return sum
	}
}

// lessons finds where each page's tail begins and where its phrases belong, and
// has the finder take them in. It gives none where the text is not the document's.
func lessons(f *blockend.Finder, text string, s *stream) []*blockend.Lesson {
	page := layout.Parse(text)
	var tails []int
	at := make(map[int]int) // by byte of a tail: the byte that it belongs before
	stay, moved := 0, 0
	for _, p := range blockend.Pages(page) {
		tail := s.tail(text, p.Lines, moved)
		tails = append(tails, tail)
		where := make(map[int]int) // by letter that stays
		first := stay
		for _, l := range p.Lines[:tail] {
			for i, c := range text[l.From:l.To] {
				if stay < len(s.stay) && s.stay[stay] == c { // and not a bullet
					where[stay] = l.From + i
					stay++
				}
			}
		}
		for _, l := range p.Lines[tail:] {
			for i, c := range text[l.From:l.To] {
				if unicode.IsSpace(c) {
					continue
				}
				to, ok := where[max(first, s.before[moved])]
				switch {
				case s.before[moved] < 0:
					to = -1
				case !ok:
					to = p.Lines[tail].From
				}
				at[l.From+i] = to
				moved++
			}
		}
	}
	if stay < len(s.stay) || moved < len(s.moved) {
		return nil
	}
	return f.Lessons(page, tails, func(b int) int { return at[b] })
}

// tail is the line that a page's tail begins with: the most lines that are the
// phrases from one on, letter for letter.
func (s *stream) tail(text string, lines []blockend.Line, moved int) int {
	tail := len(lines)
	var rest []rune // of the lines, from the last one up
	for t := len(lines) - 1; t >= 0; t-- {
		var own []rune
		for _, c := range text[lines[t].From:lines[t].To] {
			if !unicode.IsSpace(c) {
				own = append(own, c)
			}
		}
		rest = append(own, rest...)
		if len(rest) > len(s.moved)-moved {
			break
		}
		if string(s.moved[moved:moved+len(rest)]) == string(rest) {
			tail = t
		}
	}
	return tail
}
