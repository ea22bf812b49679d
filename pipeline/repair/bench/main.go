// Bench measures how well phrases are put back in order: it damages prose that
// the models have not seen in the ways of programs, repairs it, and prints a
// row a language. The models are counted as those that are shipped, without
// the source that is held back.
//
//	go run ./pipeline/repair/bench [-paragraphs N] [-held TAG] [LANG…]
package main

import (
	"context"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/recto/recto/pipeline/repair/damage"
	"github.com/recto/recto/pipeline/repair/lm"
	"github.com/recto/recto/pipeline/repair/lm/material"
	"github.com/recto/recto/pipeline/repair/order"
)

func main() {
	o := options{}
	flag.IntVar(&o.paragraphs, "paragraphs", 300, "paragraphs of each kind and seed")
	flag.IntVar(&o.seeds, "seeds", 3, "seeds")
	flag.StringVar(&o.held, "held", "ntrex", "source that is held back and measured on")
	flag.BoolVar(&o.hard, "hard", false, "damage of every habit drawn, also such as leaves no mark")
	flag.BoolVar(&o.simple, "simple", false, "every line bears two marks, or one in a third of the lines")
	flag.BoolVar(&o.scripts, "scripts", false, "damage as scripts do it, and no programs: many phrases, glued where they stood in order, too")
	flag.BoolVar(&o.whole, "whole", false, "phrases neither begin nor end with words as \"of\"")
	flag.BoolVar(&o.names, "names", false, "phrases begin with a capital")
	flag.BoolVar(&o.terms, "terms", false, "phrases begin with words of some few, wherever they stand")
	flag.Float64Var(&o.every, "every", 60, "with -simple: words between phrases")
	flag.Float64Var(&o.bar, "confidence", order.DefaultConfidence, "bar")
	flag.IntVar(&o.wrong, "wrong", 0, "print so many lines a language that came out wrong")
	flag.Parse()
	if err := run(o, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

type options struct {
	paragraphs, seeds, wrong int
	held                     string
	hard, simple, scripts    bool
	whole, names, terms      bool
	bar, every               float64
}

// row is what is measured of one language.
type row struct {
	words        damage.Count
	perfect      damage.Count // with a second reader that knows
	kinds        [2]damage.Count
	exact, paras int
	broken, left int     // lines
	loss         float64 // natural logs of the right readings' posteriors, of broken lines
	asked, lines int
	moved, clean int // paragraphs of clean documents: changed, all
	orient, docs int // documents whose producer was found
	bins, hits   [10]float64
	counts       [10]float64
	why          [5]int     // broken lines: right, no mark, too many, not among the likeliest, another was likelier
	bytes        [2]float64 // clean, marked
	seconds      [2]float64
}

func run(o options, langs []string) error {
	root, err := material.Root()
	if err != nil {
		return err
	}
	if len(langs) == 0 {
		langs = material.Languages
	}
	fmt.Println("lang  restored  kind 1  kind 2  damaged   exact  left   clean  calib. perfect  damaged  asked  orient  loss  MB/s clean  marked")
	var all row
	for _, lang := range langs {
		r, err := measure(root, lang, o)
		if err != nil {
			return err
		}
		r.print(lang)
		if lang != "ca" && lang != "ru" {
			all.add(r)
		}
	}
	all.print("EU")
	return nil
}

// whys say why a broken line came out wrong, as row.why counts them.
var whys = [...]string{"right", "no mark", "too many readings", "not among the likeliest", "another was likelier"}

func percent(a, b int) float64 { return 100 * float64(a) / float64(max(1, b)) }

func (r *row) print(name string) {
	fmt.Printf("%-4s  %7.2f  %6.2f  %6.2f  %7.3f  %6.2f  %5.2f  %5.2f  %6.3f  %6.2f  %7.3f  %5.2f  %6.2f  %5.3f  %9.2f  %6.2f  %v\n", name,
		percent(r.words.Restored, r.words.Broken), percent(r.kinds[0].Restored, r.kinds[0].Broken), percent(r.kinds[1].Restored, r.kinds[1].Broken),
		percent(r.words.Damaged, r.words.Sound), percent(r.exact, r.paras), percent(r.left, r.broken), percent(r.moved, r.clean), r.calibration(),
		percent(r.perfect.Restored, r.perfect.Broken), percent(r.perfect.Damaged, r.perfect.Sound), percent(r.asked, r.lines), percent(r.orient, r.docs), r.loss/float64(max(1, r.broken)),
		r.bytes[0]/1e6/r.seconds[0], r.bytes[1]/1e6/r.seconds[1], r.why)
}

// calibration is the expected calibration error of the moves' posteriors.
func (r *row) calibration() float64 {
	sum, n := 0.0, 0.0
	for b := range r.bins {
		sum += math.Abs(r.bins[b] - r.hits[b])
		n += r.counts[b]
	}
	return sum / max(1, n)
}

func (r *row) add(q *row) {
	r.words.Add(q.words)
	r.perfect.Add(q.perfect)
	for k := range r.kinds {
		r.kinds[k].Add(q.kinds[k])
		r.bytes[k] += q.bytes[k]
		r.seconds[k] += q.seconds[k]
	}
	r.exact += q.exact
	r.paras += q.paras
	r.broken += q.broken
	r.left += q.left
	r.loss += q.loss
	r.asked += q.asked
	r.lines += q.lines
	r.moved += q.moved
	r.clean += q.clean
	r.orient += q.orient
	r.docs += q.docs
	for k := range r.why {
		r.why[k] += q.why[k]
	}
	for b := range r.bins {
		r.bins[b] += q.bins[b]
		r.hits[b] += q.hits[b]
		r.counts[b] += q.counts[b]
	}
}

func measure(root, lang string, o options) (*row, error) {
	all, err := material.Prose(root, lang)
	if err != nil {
		return nil, err
	}
	tags := map[string]bool{}
	for _, t := range strings.Split(o.held, ",") {
		tags[t] = true
	}
	var paragraphs []string
	for _, p := range all {
		if tags[p.Tag] && len(p.Text) > 120 {
			paragraphs = append(paragraphs, p.Text)
		}
	}
	m, err := material.Train(root, lang, func(tag string) bool { return tags[tag] })
	if err != nil {
		return nil, err
	}
	if len(paragraphs) == 0 {
		if paragraphs, m, err = sentences(all, root, lang); err != nil {
			return nil, err
		}
	}
	out := &row{}
	wrong := o.wrong
	for seed := range o.seeds {
		r := rand.New(rand.NewPCG(uint64(seed), 11))
		order := slices.Clone(paragraphs)
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for kind := range 3 {
			for at := 0; at < o.paragraphs; {
				n := min(10+r.IntN(30), o.paragraphs-at)
				p := damage.Draw(r)
				if o.simple {
					p = damage.Producer{Width: p.Width, Every: o.every, Longest: 6, Short: 0.5, NoGlue: 0.33}
					if kind == 1 {
						p.Owner = damage.Styled
					}
				}
				if o.scripts {
					p = damage.Script(r)
				}
				if !o.hard {
					p.Collapse = 0
					if p.Owner == damage.Nobody {
						p.Owner = damage.Plain
					}
				}
				p.First, p.Clean = kind == 1, kind == 2
				p.Whole, p.Names, p.Terms = o.whole, o.names, o.terms
				doc := make([]string, n)
				for i := range doc {
					doc[i] = order[(at+i)%len(order)]
				}
				at += n
				if err := out.document(m, lang, damage.Page(doc, p, r), doc, p, kind, o.bar, &wrong); err != nil {
					return nil, err
				}
			}
		}
	}
	return out, nil
}

// sentences serves a language that has unconnected sentences only: the last
// twentieth is held back.
func sentences(all []material.Paragraph, root, lang string) ([]string, *lm.Model, error) {
	cut := len(all) - len(all)/20
	var out []string
	for i := cut; i+3 < len(all); i += 4 {
		out = append(out, all[i].Text+" "+all[i+1].Text+" "+all[i+2].Text+" "+all[i+3].Text)
	}
	list, err := material.List(root, lang)
	if err != nil {
		return nil, nil, err
	}
	m, err := lm.Train(material.Without(all[:cut], func(string) bool { return false }, material.Everyday), list, material.Settings(lang), nil)
	return out, m, err
}

// reader answers as one who knows the text.
type knows map[string]bool

func (k knows) Choose(_ context.Context, _, _ string, candidates []string, _ string) (int, error) {
	return slices.IndexFunc(candidates, func(c string) bool { return k[strings.Join(strings.Fields(c), " ")] }), nil
}

func (r *row) document(m *lm.Model, lang string, t damage.Text, doc []string, p damage.Producer, kind int, bar float64, wrong *int) error {
	var blocks []order.Block
	know := knows{}
	for _, lines := range t.Blocks {
		var b order.Block
		for _, l := range lines {
			b.Lines = append(b.Lines, order.Line{From: l.From, To: l.To})
			know[l.Right] = true
		}
		blocks = append(blocks, b)
	}
	begin := time.Now()
	o := order.Options{Confidence: bar, Language: lang}
	out, producer, err := order.New(m, o).Blocks(context.Background(), t.Text, blocks)
	if err != nil {
		return err
	}
	spent := time.Since(begin).Seconds()
	k := 1
	if kind == 2 {
		k = 0
	}
	r.bytes[k] += float64(len(t.Text))
	r.seconds[k] += spent
	if kind == 2 {
		for i := range out {
			r.clean++
			for _, l := range out[i] {
				if len(l.Moves) > 0 {
					r.moved++
					break
				}
			}
		}
		return nil
	}
	r.docs++
	if (producer == order.First) == p.First && producer != order.Unknown {
		r.orient++
	}
	asked := &counting{reader: know}
	o.Producer, o.Adjudicator = producer, asked
	best, _, err := order.New(m, o).Blocks(context.Background(), t.Text, blocks)
	if err != nil {
		return err
	}
	for i, lines := range t.Blocks {
		came, repaired, perfect := make([]string, len(lines)), make([]string, len(lines)), make([]string, len(lines))
		for k, l := range lines {
			came[k], repaired[k], perfect[k] = t.Text[l.From:l.To], out[i][k].Best.Text, best[i][k].Best.Text
			ok := strings.Join(strings.Fields(repaired[k]), " ") == l.Right
			r.lines++
			why := ""
			if l.Broken {
				r.broken++
				o := &out[i][k]
				found, p := ok, 0.005
				if ok {
					p = max(p, o.Best.Posterior)
				}
				for _, a := range o.Alternatives {
					if strings.Join(strings.Fields(a.Text), " ") == l.Right {
						found, p = true, max(p, a.Posterior)
					}
				}
				r.loss -= math.Log(p)
				n := 0
				switch {
				case ok:
				case !o.Marked:
					n = 1
				case o.Reason == "too-many-readings":
					n = 2
				case !found:
					n = 3
				default:
					n = 4
				}
				r.why[n]++
				why = whys[n]
				if out[i][k].Left {
					r.left++
				}
			}
			if len(out[i][k].Moves) > 0 {
				b := min(9, int(10*out[i][k].Best.Posterior))
				r.counts[b]++
				r.bins[b] += out[i][k].Best.Posterior
				if ok {
					r.hits[b]++
				}
			}
			if !ok && *wrong > 0 {
				*wrong--
				fmt.Printf("  kind %d, read as %q, left %v, %.2f, %s\n    < %s\n    > %s\n    = %s\n", kind+1, producer, out[i][k].Left, out[i][k].Best.Posterior, why, came[k], repaired[k], l.Right)
				for _, a := range out[i][k].Alternatives {
					fmt.Printf("    %.2f %s\n", a.Posterior, a.Text)
				}
			}
		}
		right := strings.Join(strings.Fields(doc[i]), " ")
		c := damage.Compare(right, strings.Join(came, " "), strings.Join(repaired, " "))
		r.words.Add(c)
		r.kinds[kind].Add(c)
		r.perfect.Add(damage.Compare(right, strings.Join(came, " "), strings.Join(perfect, " ")))
		r.paras++
		if strings.Join(strings.Fields(strings.Join(repaired, " ")), " ") == right {
			r.exact++
		}
	}
	r.asked += int(asked.n.Load())
	return nil
}
