package translate

import (
	"context"
	"strings"
	"sync"

	"github.com/tiktoken-go/tokenizer"
)

// Plan is what a run would take, before it is begun.
type Plan struct {
	Segments    int
	Words       int
	Repetitions int // segments whose text and context are those of an earlier one
	Given       int // answered by the memory
	Copied      int // nothing to translate
	Stored      int // answered in the ledger
	Requests    int // to be made, if nothing goes wrong
	// In and Out are tokens, by tiktoken and corrected by what the model counted
	// in earlier runs; Corrected says that it did.
	In, Out   int
	Corrected bool
	// CostLow to CostHigh is the range of the cost; Priced says that the price
	// is known.
	CostLow, CostHigh float64
	Priced            bool
}

// Add puts the plan of another document to this one.
func (p *Plan) Add(o Plan) {
	p.Segments += o.Segments
	p.Words += o.Words
	p.Repetitions += o.Repetitions
	p.Given += o.Given
	p.Copied += o.Copied
	p.Stored += o.Stored
	p.Requests += o.Requests
	p.In += o.In
	p.Out += o.Out
	p.Corrected = p.Corrected || o.Corrected
	p.CostLow += o.CostLow
	p.CostHigh += o.CostHigh
	p.Priced = p.Priced || o.Priced
}

// Estimate plans a run by the first engine and sends nothing. Errors are the
// ledger's.
func Estimate(ctx context.Context, d Document, o Options) (Plan, error) {
	o = o.withDefaults()
	r := newRun(ctx, d, o)
	defer r.stop(nil)
	plan := Plan{Segments: len(d.Units)}
	for _, u := range d.Units {
		plan.Words += len(strings.Fields(u.Text))
		switch {
		case u.Given != "":
			plan.Given++
		case !translatable(u.Text):
			plan.Copied++
		}
	}
	if len(o.Engines) == 0 {
		return plan, nil
	}
	p := newPassage(r, o.Engines[0])
	p.tokens = newCalibration(ctx, o.Ledger, p.traits)
	stored := make(map[int]bool) // units
	guessIn, guessOut := 0, 0    // tokens by the guess of Tokens
	guessed, counted := 0, 0     // of the segments, by the guess and by tiktoken
	for i := range p.plan.cells {
		if p.leader[i] >= 0 && p.leader[i] != i {
			plan.Repetitions++
		}
	}
	for _, members := range p.plan.batches {
		ask := p.asked(members)
		if len(ask) == 0 {
			continue
		}
		entries, err := o.Ledger.Entries(ctx, keyOf(p.fingerprint, p.request(members, members), 0))
		if err != nil {
			return plan, err
		}
		known := make(map[int]bool)
		for _, e := range entries {
			for _, v := range e.Verdicts {
				known[v.Number] = true
			}
		}
		var missing []int
		for k, i := range members {
			if p.leader[i] != i {
				continue
			}
			if known[k+1] {
				stored[p.plan.cells[i].unit] = true
			} else {
				missing = append(missing, i)
			}
		}
		if len(missing) == 0 {
			continue
		}
		plan.Requests++
		if !p.traits.Plain {
			b := p.request(members, missing)
			b.Examples = append(b.Examples, p.fromMemory(members, missing)...)
			in, out := estimate(b, p.traits)
			guessIn, guessOut = guessIn+in, guessOut+out
			for _, s := range b.Segments {
				guessed, counted = guessed+Tokens(s), counted+Counter(s)
			}
		}
	}
	plan.Stored = len(stored)
	if guessed > 0 {
		scale := float64(counted) / float64(guessed)
		plan.In, plan.Out = int(float64(guessIn)*scale), int(float64(guessOut)*scale)
	}
	low, high := 0.8, 1.6 // an unknown vocabulary, and some are asked twice
	if p.tokens.guessed > 0 {
		low, high = 0.9, 1.25
		plan.Corrected = true
		plan.In, plan.Out = int(float64(guessIn)*p.tokens.ratio()), int(float64(guessOut)*p.tokens.ratio())
	}
	if price := o.Engines[0].Price; price != nil {
		plan.Priced = true
		cost := price.Of(plan.In, plan.Out)
		plan.CostLow, plan.CostHigh = cost*low, cost*high
	}
	return plan, nil
}

// Counter counts the tokens of a text in the vocabulary of OpenAI's models
// since GPT-4o (o200k_base). The vocabulary is loaded at the first call.
func Counter(text string) int {
	codec := vocabulary()
	if codec == nil {
		return Tokens(text)
	}
	n, err := codec.Count(text)
	if err != nil {
		return Tokens(text)
	}
	return n
}

var vocabulary = sync.OnceValue(func() tokenizer.Codec {
	codec, err := tokenizer.Get(tokenizer.O200kBase)
	if err != nil {
		return nil // the guess has to do
	}
	return codec
})
