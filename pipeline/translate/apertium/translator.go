package apertium

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"

	"github.com/recto/recto/pipeline/translate"
)

// Translator is the engine for one direction.
type Translator struct {
	modes   []string // one, or two hops
	version string
}

var _ translate.Translator = (*Translator)(nil)

// New finds a way between two languages (BCP 47). It gives *Missing if there is
// none.
func New(ctx context.Context, from, to string) (*Translator, error) {
	pairs, err := Pairs(ctx)
	if err != nil {
		return nil, err
	}
	modes := route(pairs, from, to)
	if modes == nil {
		return nil, &Missing{From: from, To: to, Installed: pairs}
	}
	return &Translator{modes: modes, version: version(ctx, modes)}, nil
}

// Model is the way that is taken: "fr-es", or "fr-es+spa-eng".
func (t *Translator) Model() string { return strings.Join(t.modes, "+") }

// Fingerprint implements translate.Translator.
func (t *Translator) Fingerprint() string {
	return translate.Fingerprint("apertium", t.Model(), t.version, "stream/1")
}

// Traits implements translate.Translator.
func (t *Translator) Traits() translate.Traits {
	return translate.Traits{Engine: "apertium", Model: t.Model(), Segments: 500, Tokens: 40000, Plain: true}
}

// Translate implements translate.Translator.
func (t *Translator) Translate(ctx context.Context, b translate.Batch) (*translate.Answers, error) {
	segments := b.Segments
	number := make([]int, len(segments)) // of each text that is under way
	for i := range number {
		number[i] = i + 1
	}
	var replies []translate.Reply
	for hop, mode := range t.modes {
		stream, err := runMode(ctx, mode, encode(segments))
		if err != nil {
			return nil, err
		}
		got := decode(stream)
		var texts []string
		var numbers []int
		replies = replies[:0]
		for _, r := range got {
			if r.Number < 1 || r.Number > len(number) {
				continue
			}
			k := number[r.Number-1]
			replies = append(replies, translate.Reply{Number: k, Text: r.Text})
			texts, numbers = append(texts, r.Text), append(numbers, k)
		}
		if hop < len(t.modes)-1 {
			segments, number = texts, numbers
		}
	}
	return &translate.Answers{Replies: replies, Finish: "stop", In: -1, Out: -1, Bare: true}, nil
}

// dataFile is a file of the pair, in a mode's pipeline.
var dataFile = regexp.MustCompile(`'(/[^']+)'`)

// version says which program and data answer: a pair that is updated gives
// other answers.
func version(ctx context.Context, modes []string) string {
	var b strings.Builder
	if out, err := exec.CommandContext(ctx, "apertium", "-V").Output(); err == nil {
		b.Write(out)
	}
	dir := os.Getenv("APERTIUM_DATADIR")
	if dir == "" {
		dir = "/usr/share/apertium"
	}
	for _, mode := range modes {
		text, err := os.ReadFile(dir + "/modes/" + mode + ".mode")
		if err != nil {
			continue // installed elsewhere: the version has to do
		}
		b.Write(text)
		for _, m := range dataFile.FindAllStringSubmatch(string(text), -1) {
			if info, err := os.Stat(m[1]); err == nil {
				fmt.Fprintf(&b, "%s %d\n", m[1], info.Size())
			}
		}
	}
	return b.String()
}
