package translate

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
)

// shared is the folder of data for measuring, "" for those who have none.
func shared() string {
	dir := os.Getenv("RECTO_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	if _, err := os.Stat(filepath.Join(dir, "data", "parallel")); err != nil {
		return ""
	}
	return filepath.Join(dir, "data", "parallel")
}

// bitext is one document in two languages, line by line.
type bitext struct {
	name, from, to string
	src, tgt       []string
}

// bitexts reads documents of a set in the given pairs, at most some lines each.
func bitexts(t testing.TB, set string, pairs [][2]string, most int) []bitext {
	t.Helper()
	dir := filepath.Join(shared(), set)
	var out []bitext
	for _, p := range pairs {
		files, err := filepath.Glob(filepath.Join(dir, "*."+p[0]+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		lines := 0
		for _, f := range files {
			a, errA := os.ReadFile(f)
			b, errB := os.ReadFile(strings.TrimSuffix(f, p[0]+".txt") + p[1] + ".txt")
			if errA != nil || errB != nil {
				continue
			}
			x := bitext{filepath.Base(f), p[0], p[1], strings.Split(strings.TrimSpace(string(a)), "\n"), strings.Split(strings.TrimSpace(string(b)), "\n")}
			if len(x.src) != len(x.tgt) {
				continue
			}
			out = append(out, x)
			if lines += len(x.src); lines >= most {
				break
			}
		}
	}
	return out
}

var measuredPairs = [][2]string{
	{"fr", "es"}, {"fr", "en"}, {"fr", "de"}, {"en", "fr"}, {"en", "de"}, {"en", "pl"}, {"en", "el"}, {"en", "bg"}, {"en", "fi"},
	{"en", "hu"}, {"de", "it"}, {"de", "cs"}, {"es", "pt"}, {"pl", "de"}, {"el", "en"}, {"fi", "sv"}, {"lt", "lv"}, {"mt", "en"}, {"en", "ga"}, {"hr", "ro"}, {"bg", "fr"}, {"nl", "da"}, {"sl", "sk"}, {"et", "en"},
}

// somePairs are those that a test has the time for; RECTO_MEASURE=1 takes all,
// and five times as many lines.
func somePairs(t testing.TB) (pairs [][2]string, times int) {
	if os.Getenv("RECTO_MEASURE") != "" {
		return measuredPairs, 5
	}
	return measuredPairs[:8], 1
}

// batchesOf cuts a bitext into requests of 20.
func batchesOf(x bitext) (batches []Batch, answers []*Answers) {
	for at := 0; at < len(x.src); at += 20 {
		end := min(at+20, len(x.src))
		b := Batch{From: x.from, To: x.to, Segments: x.src[at:end]}
		a := &Answers{Finish: "stop"}
		for k := at; k < end; k++ {
			a.Replies = append(a.Replies, Reply{Number: k - at + 1, Anchor: strings.Join(strings.Fields(x.src[k])[:min(3, len(strings.Fields(x.src[k])))], " "), Text: x.tgt[k]})
		}
		batches, answers = append(batches, b), append(answers, a)
	}
	return batches, answers
}

// judgeFor is the judge of a run without a detector.
func judgeFor(from, to string) *passage {
	return &passage{run: &run{d: Document{From: from, To: to}}}
}

// TestHumanTranslationsAreAccepted measures what the rules cost: translations by
// people that they reject. RECTO_MEASURE=1 go test -run HumanTranslations -v
// prints the table;
// RECTO_SHOW=numbers shows what a rule rejects.
func TestHumanTranslationsAreAccepted(t *testing.T) {
	if shared() == "" {
		t.Skip("no data to measure on")
	}
	show := os.Getenv("RECTO_SHOW")
	pairs, times := somePairs(t)
	for _, set := range []struct {
		name string
		most int     // lines a pair
		bar  float64 // share that may be rejected
	}{{"ntrex", 200, 0.05}, {"pud", 300, 0.05}, {"opensource-guide", 400, 0.05}, {"jrc-acquis", 100, 0.15}, {"mozilla-legal", 150, 0.05}} {
		total := 0
		reasons := map[string]int{}
		for _, x := range bitexts(t, set.name, pairs, set.most*times) {
			p := judgeFor(x.from, x.to)
			batches, answers := batchesOf(x)
			for i, b := range batches {
				for k, v := range p.judge(b, answers[i]) {
					if !translatable(b.Segments[k]) || fold(b.Segments[k]) == fold(v.Text) {
						continue
					}
					total++
					if v.Reason != "" {
						reasons[v.Reason]++
						if v.Reason == show {
							t.Logf("%s %s→%s\n  %s\n  %s", x.name, x.from, x.to, b.Segments[k], v.Text)
						}
					}
				}
			}
		}
		if total == 0 {
			continue
		}
		names := make([]string, 0, len(reasons))
		sum := 0
		for r, n := range reasons {
			names = append(names, r)
			sum += n
		}
		sort.Strings(names)
		var b strings.Builder
		for _, r := range names {
			b.WriteString("  " + r + " " + percent(reasons[r], total))
		}
		t.Logf("%-18s %6d lines, rejected %s:%s", set.name, total, percent(sum, total), b.String())
		if float64(sum) > set.bar*float64(total) {
			t.Errorf("%s: %d of %d translations by people are rejected", set.name, sum, total)
		}
	}
}

func percent(n, of int) string { return fmt.Sprintf("%.2f%%", 100*float64(n)/float64(of)) }

// TestSlipsAreFound measures how many answers under a wrong number are found by
// their content alone, on texts that the weights were not learned on. The
// anchors are as asked.
func TestSlipsAreFound(t *testing.T) {
	if shared() == "" {
		t.Skip("no data to measure on")
	}
	for _, kind := range []struct {
		name string
		bar  float64 // share that has to be found
		slip func(tgt []string)
	}{
		{"whole batch, by one", 0.9, func(x []string) { rotate(x) }},
		{"second half, by one", 0.8, func(x []string) { rotate(x[len(x)/2:]) }},
		{"two changed places", 0.6, func(x []string) { m := len(x) / 2; x[m], x[m-1] = x[m-1], x[m] }},
	} {
		pairs, times := somePairs(t)
		wrong, found, lost := 0, 0, 0
		for _, x := range bitexts(t, "pud", pairs, 100*times) {
			p := judgeFor(x.from, x.to)
			batches, answers := batchesOf(x)
			for i, b := range batches {
				if len(b.Segments) < 4 {
					continue
				}
				texts := make([]string, len(b.Segments))
				for k := range texts {
					texts[k] = answers[i].Replies[k].Text
				}
				kind.slip(texts)
				was := make([]bool, len(texts))
				for k := range texts {
					was[k] = texts[k] != answers[i].Replies[k].Text
					answers[i].Replies[k].Text = texts[k]
				}
				for k, v := range p.judge(b, answers[i]) {
					switch {
					case was[k] && v.Reason != "":
						found++
						wrong++
					case was[k]:
						wrong++
					case v.Reason == Shifted:
						lost++
					}
				}
			}
		}
		t.Logf("%-20s %5d wrong, found %s; right ones beside them rejected: %d", kind.name, wrong, percent(found, wrong), lost)
		if float64(found) < kind.bar*float64(wrong) {
			t.Errorf("%s: %d of %d found", kind.name, found, wrong)
		}
	}
}

func rotate(x []string) {
	first := x[0]
	copy(x, x[1:])
	x[len(x)-1] = first
}
