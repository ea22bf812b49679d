// Command bench trains the net of each language named (all without a name)
// without the source that is held back, and measures it on that source: which
// of 16 places within a line's length is the one where the text runs on. Nets
// begin where the environment's RECTO_MODELS has beginnings.
package main

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"time"

	"github.com/recto/recto/pipeline/repair/lm"
	"github.com/recto/recto/pipeline/repair/lm/material"
	"github.com/recto/recto/pipeline/repair/lm/net"
)

func main() {
	var s net.Settings
	held := flag.String("held", "ntrex", "the tag of the source that is held back")
	flag.IntVar(&s.Words, "words", 0, "rows for words at most")
	flag.IntVar(&s.Width, "width", 0, "numbers a row")
	flag.IntVar(&s.Hidden, "hidden", 0, "units of the first layer")
	flag.Float64Var(&s.Epochs, "epochs", 0, "how often the text is gone through")
	flag.IntVar(&s.Longest, "longest", 0, "tokens of the text at most")
	flag.Parse()
	langs := flag.Args()
	if len(langs) == 0 {
		langs = material.Languages
	}
	root, err := material.Root()
	if err != nil {
		fail(err)
	}
	fmt.Println("lang  tokens   kB train  places  acc16     ce    bce  score: cold  warm µs")
	for _, lang := range langs {
		if err := measure(root, lang, *held, s); err != nil {
			fail(err)
		}
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "bench:", err)
	os.Exit(1)
}

func measure(root, lang, held string, s net.Settings) error {
	all, err := material.Prose(root, lang)
	if err != nil {
		return err
	}
	learned := lm.NetText(material.Without(all, func(tag string) bool { return tag == held }, material.Everyday))
	begin, err := material.Beginning(lang, all, func(tag string) bool { return tag == held })
	if err != nil {
		return err
	}
	from := time.Now()
	n, err := net.Train(learned, s, begin)
	if err != nil {
		return fmt.Errorf("%s: %w", lang, err)
	}
	took := time.Since(from)
	r := choose(n, lm.NetText(material.Without(all, func(tag string) bool { return tag != held }, material.Everyday)))
	fmt.Printf("%-4s %7d %4d %4.0fs %7d  %.4f %.4f %.4f        %5.1f %5.1f\n", lang, len(learned.Tokens), len(n.Bytes())/1000,
		took.Seconds(), r.places, r.right, r.cross, r.binary, r.cold, r.warm)
	fmt.Println("     score: log odds seen" + r.odds())
	return nil
}

type result struct {
	places               int
	right, cross, binary float64 // share of right choices; natural logs a place
	cold, warm           float64 // microseconds a score
	seen                 [bins][2]float64
}

// Scores in bins two apart around 0 show whether they are the log odds that
// they are meant to be: a true place weighs as much as its others together.
const bins = 9

func bin(score float64) int { return max(0, min(bins-1, int(math.Round(score/2))+bins/2)) }

func (r *result) odds() string {
	out := ""
	for i, n := range r.seen {
		out += fmt.Sprintf(" %+d: %+.1f", 2*(i-bins/2), math.Log((n[1]+.5)/(n[0]+.5)))
	}
	return out
}

// choose puts the true right side of each place against fifteen others.
func choose(n *net.Net, t net.Text) (r result) {
	text, spaced := t.Tokens, t.Spaced
	const others, edge = 15, 30
	s := net.NewSession(n)
	random := rand.New(rand.NewPCG(5, 5))
	numbers := make([]int32, len(text))
	for i, t := range text {
		numbers[i] = s.Number(t)
	}
	side := func(i, step int) (out [net.K]int32) {
		for k := range out {
			out[k] = numbers[i+k*step]
		}
		return
	}
	from := time.Now()
	count := 0
	for i := edge; i < len(text)-edge; i++ {
		if spaced[i] && count < 1000 {
			count++
			s.Score(side(i-1, -1), side(i, 1))
		}
	}
	r.cold = time.Since(from).Seconds() * 1e6 / float64(count)
	from = time.Now()
	scores := 0
	for i := edge; i < len(text)-edge; i++ {
		if !spaced[i] {
			continue
		}
		left := side(i-1, -1)
		r.places++
		z := float64(s.Score(left, side(i, 1)))
		best, sum, loss := true, 1.0, 0.0
		for range others {
			// No token of the left side again: see net's own draw.
			p := i + 2 + random.IntN(19)
			if random.IntN(5) < 2 {
				p = i - 2*net.K - 4 - random.IntN(20-2*net.K)
			}
			for range 3 {
				if !spaced[p] {
					p++
				}
			}
			v := float64(s.Score(left, side(p, 1)))
			best = best && v < z
			r.seen[bin(v)][0] += 1. / others
			sum += math.Exp(v - z)
			loss += math.Log1p(math.Exp(v))
			scores++
		}
		r.seen[bin(z)][1]++
		if best {
			r.right++
		}
		r.cross += math.Log(sum)
		r.binary += math.Log1p(math.Exp(-z)) + loss/others
	}
	r.warm = time.Since(from).Seconds() * 1e6 / float64(scores+r.places)
	n64 := float64(r.places)
	r.right, r.cross, r.binary = r.right/n64, r.cross/n64, r.binary/n64
	return r
}
