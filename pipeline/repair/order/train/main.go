// Train learns the weights of the features by which phrases are put in order:
// for each language it counts a model that lacks some sources, damages
// paragraphs of those sources in the ways of programs, and fits scorers to the
// readings that are right, and what each language differs in. Readings are
// proposed by the weights in use: run it again until the loss no longer falls.
//
//	go run ./pipeline/repair/order/train [-o FILE] [-without TAG] [-halves 1|2] [LANG…]
package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/recto/recto/pipeline/repair/damage"
	"github.com/recto/recto/pipeline/repair/layout"
	"github.com/recto/recto/pipeline/repair/lm/material"
	"github.com/recto/recto/pipeline/repair/order"
)

func main() {
	out := flag.String("o", "pipeline/repair/order/weights.txt", "file of the weights; what languages differ in lies beside it")
	without := flag.String("without", "ntrex", "source that is for measuring only")
	lines := flag.Int("lines", 12000, "marked lines a language")
	epochs := flag.Int("epochs", 12, "times to go through the examples")
	endings := flag.String("endings", "", "file to write the endings of names to, and nothing else")
	halves := flag.Int("halves", 2, "halves of a language's sources, 1 or 2: each is damaged and read by a model that lacks it")
	learn := flag.String("learn", "last,first,rows,either", "scorers that are learned, the last one for either way round; others stay as they are")
	misses := flag.Bool("misses", false, "print lines whose right reading is not proposed")
	flag.Parse()
	if *endings != "" {
		if err := count(*endings, *without); err != nil {
			fmt.Fprintln(os.Stderr, "train:", err)
			os.Exit(1)
		}
		return
	}
	if err := run(settings{out: *out, without: *without, lines: *lines, epochs: *epochs, halves: *halves, learn: producers(*learn), misses: *misses}, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

// count writes the endings of names in all languages.
func count(file, without string) error {
	root, err := material.Root()
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, lang := range material.Languages {
		all, err := material.Prose(root, lang)
		if err != nil {
			return err
		}
		found := order.Endings(func(yield func(string) bool) {
			for _, p := range all {
				if p.Tag != without && !yield(p.Text) {
					return
				}
			}
		})
		fmt.Fprintf(&b, "%s%s\n", lang, found)
	}
	return os.WriteFile(file, []byte(b.String()), 0o644)
}

// Catalan and Russian have no prose that a model could lack.
var official = strings.Fields("bg cs da de el en es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv")

// settings of a training.
type settings struct {
	out, without          string
	lines, epochs, halves int
	misses                bool
	learn                 []order.Producer
}

func producers(list string) (out []order.Producer) {
	for p := range strings.SplitSeq(list, ",") {
		out = append(out, order.Producer(p))
	}
	return out
}

// inRows is the share of the documents that come run by run.
func (o *settings) inRows() float64 {
	switch {
	case !slices.Contains(o.learn, order.InRows):
		return 0
	case len(o.learn) == 1:
		return 1
	}
	return 0.25
}

func run(o settings, langs []string) error {
	root, err := material.Root()
	if err != nil {
		return err
	}
	if len(langs) == 0 {
		langs = official
	}
	// Two languages at a time: a model and its text are some hundred megabytes.
	found := make([]order.Harvest, len(langs)*o.halves)
	g := new(errgroup.Group)
	g.SetLimit(min(2, runtime.NumCPU()))
	for i := range found {
		g.Go(func() (err error) {
			found[i], err = examples(root, langs[i/o.halves], o, i%o.halves)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	var all []order.Example
	for i := range found {
		h, lang := found[i], langs[i/o.halves]
		all = append(all, h.Examples...)
		fmt.Printf("%s: %d lines, %d without their right reading (%.2f %%)\n", lang, h.Lines, h.Missed, 100*float64(h.Missed)/float64(max(1, h.Lines)))
		if o.misses {
			for _, s := range h.Misses {
				fmt.Println("  ", s)
			}
		}
	}
	fmt.Printf("usual cuts, in plain text, at the seam, in styled text: not seen, a space, two, before a mark, glued\n%s", order.Usual(found))
	w, shifts := order.Learn(all, o.epochs, o.learn, func(p order.Producer, epoch int, loss, held float64) {
		switch epoch {
		case o.epochs:
			fmt.Printf("phrases %s, all members: held back %.4f\n", p, held)
		case o.epochs + 1:
			fmt.Printf("phrases %s, each language by itself: held back %.4f\n", p, held)
		default:
			fmt.Printf("phrases %s, epoch %d: loss %.4f, held back %.4f\n", p, epoch, loss, held)
		}
	})
	if err := os.WriteFile(o.out, []byte(w), 0o644); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(filepath.Dir(o.out), "languages.txt"), []byte(shifts), 0o644)
}

// examples damages texts of a language that its model has not seen.
func examples(root, lang string, o settings, half int) (order.Harvest, error) {
	held, paragraphs, err := heldBack(root, lang, o.without, half)
	if err != nil {
		return order.Harvest{}, err
	}
	m, err := material.Train(root, lang, func(tag string) bool { return tag == o.without || held[tag] })
	if err != nil {
		return order.Harvest{}, err
	}
	manuals, err := material.Texts(filepath.Join(root, "manual", lang+".tsv"), func(string) bool { return true })
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return order.Harvest{}, err
	}
	return harvest(paragraphs, manuals, o.lines/o.halves, o.inRows(), func(t damage.Text, p damage.Producer) order.Harvest {
		blocks, right := known(t)
		if p.Rows {
			blocks, right = asGrouped(t)
		}
		return order.Teach(m, t.Text, blocks, right, painting(p), 30)
	}), nil
}

// heldBack chooses sources of a language, a quarter of its text or less, and gives
// their paragraphs: those that one half begins with come last in the other.
func heldBack(root, lang, without string, half int) (map[string]bool, []string, error) {
	all, err := material.Prose(root, lang)
	if err != nil {
		return nil, nil, err
	}
	size := map[string]int{}
	total := 0
	for _, p := range all {
		if p.Tag != without && p.Tag != "sentences" {
			size[p.Tag] += len(p.Text)
			total += len(p.Text)
		}
	}
	tags := make([]string, 0, len(size))
	for t := range size {
		tags = append(tags, t)
	}
	slices.Sort(tags)
	r := rand.New(rand.NewPCG(uint64(len(lang)), uint64(lang[0])<<8+uint64(lang[1])))
	r.Shuffle(len(tags), func(i, j int) { tags[i], tags[j] = tags[j], tags[i] })
	if half%2 == 1 {
		slices.Reverse(tags)
	}
	held, sum := map[string]bool{}, 0
	for _, t := range tags {
		if sum > 0 && sum+size[t] > total/4 {
			continue
		}
		if size[t] > total/2 {
			continue
		}
		held[t] = true
		sum += size[t]
	}
	var paragraphs []string
	for _, p := range all {
		// A comma after a space in a sound text would teach that lines may begin
		// with one.
		if held[p.Tag] && len(p.Text) > 120 && !strings.Contains(p.Text, " ,") && !strings.Contains(p.Text, " .") {
			paragraphs = append(paragraphs, p.Text)
		}
	}
	if len(paragraphs) == 0 { // unconnected sentences alone: some of them, seen by the model
		for i, p := range all {
			if i%20 == half%20 {
				paragraphs = append(paragraphs, p.Text)
			}
		}
	}
	r.Shuffle(len(paragraphs), func(i, j int) { paragraphs[i], paragraphs[j] = paragraphs[j], paragraphs[i] })
	return held, paragraphs, nil
}

// passes are how often a paragraph is damaged at the most, each time anew.
const passes = 4

// harvest damages documents of 8 to 40 paragraphs until there are enough
// marked lines. One in four is of a software manual, which no model has read: their
// names are of other kinds than those of prose. Of those that come run by run it is one
// in two.
func harvest(prose, manuals []string, lines int, inRows float64, teach func(damage.Text, damage.Producer) order.Harvest) order.Harvest {
	r := rand.New(rand.NewPCG(7, uint64(len(prose))))
	var h order.Harvest
	of := [2][]string{prose, manuals}
	var at [2]int
	for at[0] < passes*len(prose) && h.Lines < lines {
		rows := inRows > 0 && r.Float64() < inRows
		kind, few := 0, 4
		if rows {
			few = 2
		}
		if at[1] < passes*len(manuals) && r.IntN(few) == 0 {
			kind = 1
		}
		paragraphs := of[kind]
		from := at[kind] % len(paragraphs)
		n := min(8+r.IntN(33), len(paragraphs)-from)
		var p damage.Producer
		switch k := r.IntN(10); {
		case rows:
			p = damage.InRows(r)
		case k < 4:
			p = damage.Usual(r)
		case k < 6:
			p = damage.Draw(r)
		default:
			p = damage.Script(r)
		}
		p.Clean = r.IntN(6) == 0 && !p.Rows
		p.Whole = r.IntN(3) == 0
		p.Names = p.Whole && r.IntN(3) == 0
		p.Terms = r.IntN(8) == 0 || p.Rows && r.IntN(3) == 0
		texts := paragraphs[from : from+n]
		if p.Rows {
			texts = titled(texts, r)
		}
		h.Add(teach(damage.Page(texts, p, r), p))
		at[kind] += n
	}
	return h
}

// painting says where a producer paints styled phrases.
func painting(p damage.Producer) order.Producer {
	if p.First {
		return order.First
	}
	return order.Last
}

// titled puts a title, a term or an entry before some of the paragraphs: their first words.
// Documents have many, a few or none.
func titled(paragraphs []string, r *rand.Rand) []string {
	share := []float64{0, 0, 0.1, 0.4}[r.IntN(4)]
	var out []string
	for _, s := range paragraphs {
		if words := strings.Fields(s); r.Float64() < share {
			title := strings.Join(words[:min(len(words), 1+r.IntN(6))], " ")
			if r.IntN(3) == 0 {
				title = words[r.IntN(len(words))] + string("/_-"[r.IntN(3)]) + words[r.IntN(len(words))]
			}
			out = append(out, strings.TrimRight(title, ".,;:"))
		}
		out = append(out, s)
	}
	return out
}

// asGrouped gives the lines of a text that came run by run as they are taken for visual
// lines, and how they read; nothing of such as are of several lines, or of parts of them.
func asGrouped(t damage.Text) ([]order.Block, [][]string) {
	const stretch = 12 // lines of a block
	page := layout.Parse(t.Text)
	page = page.Join(page.Runs())
	lines := slices.Concat(t.Blocks...)
	var blocks []order.Block
	var right [][]string
	at := 0
	for i, l := range page.Lines {
		if i%stretch == 0 {
			blocks, right = append(blocks, order.Block{}), append(right, nil)
		}
		for at < len(lines) && lines[at].To <= l.From {
			at++
		}
		end := at
		for end < len(lines) && lines[end].From < l.To {
			end++
		}
		b := len(blocks) - 1
		blocks[b].Lines = append(blocks[b].Lines, order.Line{From: l.From, To: l.To})
		right[b] = append(right[b], reads(lines[at:end], l))
	}
	return blocks, right
}

// reads is how a line reads that is of some lines of known text: nothing where it is not all
// of them, or of several of which one is out of order.
func reads(lines []damage.Line, l layout.Line) string {
	var words []string
	for _, v := range lines {
		if v.From < l.From || v.To > l.To || v.Broken && len(lines) > 1 {
			return ""
		}
		words = append(words, v.Right)
	}
	return strings.Join(words, " ")
}

func known(t damage.Text) ([]order.Block, [][]string) {
	var blocks []order.Block
	var right [][]string
	for _, lines := range t.Blocks {
		var b order.Block
		var words []string
		for _, l := range lines {
			b.Lines = append(b.Lines, order.Line{From: l.From, To: l.To})
			words = append(words, l.Right)
		}
		blocks, right = append(blocks, b), append(right, words)
	}
	return blocks, right
}
