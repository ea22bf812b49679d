// Manual measures paragraphs and hyphens of a real text out of a PDF against the HTML of
// the same document: it repairs the text and looks up what the HTML says of each place
// that both have.
//
//	go run ./internal/bench/manual [-show N] [-from LANG] TEXT HTML…
//	go run ./internal/bench/manual -list FILE
//
// A list has a manual a line: its name, the texts' names up to the reader's (".lay.txt"),
// patterns of its HTML, parted by spaces; last come the means of each reader. The script
// debian.sh beside this fetches Debian's manuals, makes the list and calls this.
//
// Terms whose explanation goes on in the same line, tables and code are not counted, nor
// are words that the HTML has several times in the same surroundings.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/recto/recto/pipeline/detect"
	"github.com/recto/recto/pipeline/read"
	"github.com/recto/recto/pipeline/repair"
)

func main() {
	show := flag.Int("show", 0, "wrong boundaries to print, of either kind")
	from := flag.String("from", "", "language of the text; detected otherwise")
	list := flag.String("list", "", "file of manuals to measure, each by four readers")
	flag.Parse()
	err := error(nil)
	if *list != "" {
		err = runList(*list, *show)
	} else {
		err = run(flag.Args(), *from, *show)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "manual:", err)
		os.Exit(1)
	}
}

func run(args []string, from string, show int) error {
	if len(args) < 2 {
		return fmt.Errorf("name a text and the HTML of the same document")
	}
	truth, err := parse(args[1:])
	if err != nil {
		return err
	}
	r, err := measure(args[0], truth, from, show)
	if err != nil {
		return err
	}
	fmt.Println(r.print(args[0]))
	return nil
}

// result is what is measured of one text.
type result struct {
	count
	cuts, wrong int
}

func (r result) print(name string) string {
	return fmt.Sprintf("%s: %d boundaries, precision %.3f, recall %.3f, F1 %.3f; %d hyphens at line ends, %d of their words wrong",
		name, r.right+r.missed, r.precision(), r.recall(), r.f1(), r.cuts, r.wrong)
}

// measure repairs a text and compares it.
func measure(file string, truth []word, from string, show int) (result, error) {
	src, err := read.File(file, read.Options{})
	if err != nil {
		return result{}, err
	}
	if from == "" {
		from = detect.New().Detect(src.Text).Tag
	}
	res, err := repair.Repair(context.Background(), src, repair.Options{Language: from})
	if err != nil {
		return result{}, err
	}
	var got []word
	for i, p := range res.Paragraphs {
		for _, w := range split(p.Text) {
			got = append(got, word{text: w, block: i})
		}
	}
	r := result{count: boundaries(truth, got, show)}
	r.cuts, r.wrong = hyphens(src.Text, truth, got)
	return r, nil
}

// word is one word of a text, and which block it is in.
type word struct {
	text  string
	block int
	apart bool // of a table, of code, or of a term: what comes behind it is not counted
}

// split gives the words of a text.
func split(s string) []string { return strings.Fields(normal(s)) }

func normal(s string) string { return strings.ReplaceAll(norm.NFKC.String(s), "\u00ad", "") }

// count of boundaries between words.
type count struct{ right, missed, extra int }

func (c count) precision() float64 { return float64(c.right) / float64(max(1, c.right+c.extra)) }
func (c count) recall() float64    { return float64(c.right) / float64(max(1, c.right+c.missed)) }

func (c count) f1() float64 {
	return 2 * float64(c.right) / float64(max(1, 2*c.right+c.missed+c.extra))
}

// around is how many words on either side say what place it is.
const around = 3

// places finds each run of words that comes once: the words around a boundary.
func places(words []word) map[[2 * around]string]int {
	out := make(map[[2 * around]string]int, len(words))
	for i := around - 1; i+around < len(words); i++ {
		var key [2 * around]string
		for k := range key {
			key[k] = words[i-around+1+k].text
		}
		if _, twice := out[key]; twice {
			out[key] = -1
		} else {
			out[key] = i
		}
	}
	return out
}

// boundaries compares where paragraphs end.
func boundaries(truth, got []word, show int) count {
	var c count
	extra, missed := show, show
	here := places(got)
	for key, i := range places(truth) {
		j, ok := here[key]
		if !ok || i < 0 || j < 0 || truth[i].apart {
			continue
		}
		want, found := truth[i].block != truth[i+1].block, got[j].block != got[j+1].block
		left, right := strings.Join(key[:around], " "), strings.Join(key[around:], " ")
		switch {
		case want && found:
			c.right++
		case want:
			if c.missed++; missed > 0 {
				missed--
				fmt.Printf("missed  %s | %s\n", left, right)
			}
		case found:
			if c.extra++; extra > 0 {
				extra--
				fmt.Printf("extra   %s | %s\n", left, right)
			}
		}
	}
	return c
}

var cut = regexp.MustCompile(`(\S*[\pL\pN])-\n\s*([\pL\pN]\S*)`)

// hyphens counts the words that a line's end cuts and that the truth has in one form
// only, and how many came out in the other.
func hyphens(text string, truth, got []word) (cuts, wrong int) {
	seen, out := forms(truth), forms(got)
	others := map[string]int{}
	for _, m := range cut.FindAllStringSubmatch(normal(text), -1) {
		left, right := bare(m[1]), bare(m[2])
		solid, hyphened := left+right, left+"-"+right
		if (seen[solid] > 0) == (seen[hyphened] > 0) {
			continue
		}
		cuts++
		if seen[solid] > 0 {
			others[hyphened]++
		} else {
			others[solid]++
		}
	}
	for form, n := range others {
		wrong += min(n, out[form])
	}
	return cuts, wrong
}

func forms(words []word) map[string]int {
	out := make(map[string]int, len(words))
	for _, w := range words {
		out[bare(w.text)]++
	}
	return out
}

// bare is a word without the marks around it.
func bare(s string) string { return strings.Trim(s, ".,;:!?()[]«»“”„\"'’‘…") }
