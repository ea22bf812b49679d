package translate

import (
	"context"
	"errors"
	"slices"

	"github.com/recto/recto/corpus"
)

var (
	errNotStored = errors.New("translate: not stored")
	errSplit     = errors.New("translate: to be asked in parts")
)

// round makes one request, or finds what it once brought. members are the cells
// that the document puts together, ask those among them that need an answer.
// It gives those that were rejected, and whether anything was sent. That the
// engine takes the request in parts only is recorded like an answer, or a later
// run would ask for the whole again, and with it for parts that are stored.
func (p *passage) round(members, ask []int, attempt int, replayOnly bool) (rejected []int, sent bool, err error) {
	key := keyOf(p.fingerprint, p.request(members, members), attempt)
	entries, err := p.o.Ledger.Entries(p.ctx, key)
	if err != nil {
		return nil, false, err
	}
	number := make(map[int]int, len(members)) // of a cell
	for k, i := range members {
		number[i] = k + 1
	}
	known := make(map[int]Verdict)
	models := make(map[int]string)
	for _, e := range entries {
		for _, v := range e.Verdicts {
			if _, ok := known[v.Number]; !ok {
				known[v.Number], models[v.Number] = v, e.Model
			}
		}
	}
	var missing []int
	for _, i := range ask {
		if _, ok := known[number[i]]; !ok {
			missing = append(missing, i)
		}
	}
	if len(missing) > 0 {
		if replayOnly {
			return nil, false, errNotStored
		}
		b := p.request(members, missing)
		b.Examples = append(b.Examples, p.fromMemory(members, missing)...)
		answers, entry, held, err := p.send(key, b, missing)
		defer held.free() // when what it brought is stored
		if p.splits(err, len(missing)) {
			for _, i := range missing {
				entry.Verdicts = append(entry.Verdicts, Verdict{Number: number[i], Reason: split})
			}
			if err := p.o.Ledger.Record(context.WithoutCancel(p.ctx), entry); err != nil {
				return nil, true, err
			}
			return nil, true, errSplit
		}
		if err != nil {
			return nil, true, err
		}
		verdicts := p.judge(b, answers)
		for k := range verdicts {
			i := missing[k]
			if attempt > 0 && verdicts[k].Reason == Echo && p.lastReason(i) == Echo && nameLike(p.plan.cells[i].text) {
				verdicts[k].Reason = "" // twice, and by itself: it is a name
			}
			verdicts[k].Number = number[i]
		}
		entry.Verdicts = verdicts
		if err := p.o.Ledger.Record(context.WithoutCancel(p.ctx), entry); err != nil {
			return nil, true, err
		}
		sent = true
		for _, v := range verdicts {
			known[v.Number], models[v.Number] = v, entry.Model
		}
	} else {
		p.mu.Lock()
		p.replayed++
		p.mu.Unlock()
	}
	for _, i := range ask {
		if known[number[i]].Reason == split {
			return nil, sent, errSplit
		}
	}
	for _, i := range ask {
		v := known[number[i]]
		if v.Reason != "" {
			p.fates[i].attempts = append(p.fates[i].attempts, corpus.Attempt{Engine: p.traits.Engine, Text: v.Text, Reason: v.Reason})
			rejected = append(rejected, i)
			continue
		}
		p.fates[i].text, p.fates[i].kind = v.Text, corpus.OriginMachine
		p.fates[i].engine, p.fates[i].model = p.traits.Engine, models[v.Number]
	}
	return rejected, sent, nil
}

// splits says whether a request of several segments that failed like this may
// go better in parts.
func (p *passage) splits(err error, segments int) bool {
	var f *Failure
	if segments < 2 || !errors.As(err, &f) {
		return false
	}
	return f.Fault == Unfit || f.Fault == Oversize || p.last && !p.health.isDown()
}

// request makes the batch that asks for some of the members.
func (p *passage) request(members, ask []int) Batch {
	b := Batch{From: p.d.From, To: p.d.To, Segments: make([]string, len(ask))}
	for k, i := range ask {
		b.Segments[k] = p.plan.cells[i].text
	}
	if p.traits.Plain {
		return b
	}
	b.Title = p.d.Title
	b.Before = p.plan.before(members[0])
	b.After = p.plan.after(members[len(members)-1])
	b.Examples = slices.Clone(p.o.Examples)
	texts := make([]string, len(members))
	for k, i := range members {
		texts[k] = p.plan.cells[i].text
	}
	b.Terms = p.terms.in(texts)
	return b
}

// fromMemory are what the memory knows of the members: those that it translated,
// and what is like one that is asked. They go along and are no part of the key:
// an answer that was paid for stays good when the memory grows.
func (p *passage) fromMemory(members, ask []int) []Example {
	if p.traits.Plain {
		return nil
	}
	const most = 8
	var out []Example
	add := func(e Example) {
		if len(out) < most && Tokens(e.Source) <= contextTokens && !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	for _, i := range ask {
		if near := p.d.Units[p.plan.cells[i].unit].Near; len(near) > 0 {
			add(near[0])
		}
	}
	for _, i := range members {
		if u := p.d.Units[p.plan.cells[i].unit]; u.Given != "" {
			add(Example{Source: u.Text, Target: u.Given})
		}
	}
	return out
}
