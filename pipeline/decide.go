package pipeline

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/recto/recto/corpus"
)

// Decisions are what people said of the segments of a document.
type Decisions interface {
	Decisions(ctx context.Context, document, language string) ([]corpus.Decision, error)
}

// decide finds the segments that the decisions of people were made for, by source
// text and occurrence. One that was made for several sentences together, as an
// alignment ties them, is the decision of each of them. What fits nowhere is
// listed in the bitext.
func decide(ctx context.Context, b *corpus.Bitext, from Decisions) ([]*corpus.Decision, error) {
	out := make([]*corpus.Decision, len(b.Source.Segments))
	list, err := decisions(ctx, b, b.Target.Language, from)
	if err != nil {
		return nil, err
	}
	at := make(map[corpus.Anchor]int, len(out))
	for i, a := range corpus.Anchors(b.Source.Segments) {
		at[a] = i
	}
	var rest []*corpus.Decision
	for k := range list {
		if i, ok := at[list[k].Anchor]; ok {
			out[i] = &list[k]
		} else {
			rest = append(rest, &list[k])
		}
	}
	if len(rest) == 0 {
		return out, nil
	}
	plain := make([]string, len(out))
	for i, s := range b.Source.Segments {
		plain[i] = corpus.AnchorText(s.Text)
	}
	for _, d := range rest {
		from, to := stretch(plain, d)
		if from == to || slices.ContainsFunc(out[from:to], func(d *corpus.Decision) bool { return d != nil }) {
			b.Unplaced = append(b.Unplaced, *d)
			continue
		}
		for i := from; i < to; i++ {
			out[i] = d
		}
	}
	return out, nil
}

// decisions asks for those of a bitext's document; none without anybody to ask.
func decisions(ctx context.Context, b *corpus.Bitext, language string, from Decisions) ([]corpus.Decision, error) {
	if from == nil {
		return nil, nil
	}
	list, err := from.Decisions(ctx, b.Source.Name, language)
	if err != nil {
		return nil, fmt.Errorf("decisions: %w", err)
	}
	return list, nil
}

// stretch finds the segments that make up the source of a decision between them,
// from inclusive, to exclusive; both are 0 where there are none. Occurrences are
// counted among stretches of that text.
func stretch(plain []string, d *corpus.Decision) (from, to int) {
	source, seen := corpus.AnchorText(d.Source), 0
	for i := range plain {
		rest, k := source, i
		for ; k < len(plain) && rest != "" && plain[k] != "" && strings.HasPrefix(rest, plain[k]); k++ {
			rest = strings.TrimPrefix(rest, plain[k])
			if rest != "" && rest[0] != ' ' {
				break
			}
			rest = strings.TrimPrefix(rest, " ")
		}
		if rest != "" || k == i {
			continue
		}
		if seen == d.Anchor.Occurrence {
			return i, k
		}
		seen++
	}
	return 0, 0
}

// overrule lays the decisions of people on beads that stand, of two documents:
// their words take the place of the target's.
func overrule(ctx context.Context, b *corpus.Bitext, language string, from Decisions) error {
	list, err := decisions(ctx, b, language, from)
	if err != nil || len(list) == 0 {
		return err
	}
	at := make(map[corpus.Anchor]int, len(b.Beads))
	for i, a := range b.Anchors() {
		if len(b.Beads[i].Src) > 0 {
			at[a] = i
		}
	}
	said := make([]*corpus.Decision, len(b.Beads))
	for k := range list {
		if i, ok := at[list[k].Anchor]; ok {
			said[i] = &list[k]
		} else {
			b.Unplaced = append(b.Unplaced, list[k])
		}
	}
	var target []corpus.Segment
	for i := range b.Beads {
		bead := &b.Beads[i]
		old, d := bead.Tgt, said[i]
		bead.Tgt = nil
		own := make([]corpus.Segment, 0, len(old))
		for _, k := range old {
			own = append(own, b.Target.Segments[k])
		}
		if d != nil {
			bead.State, bead.Reason, bead.Decision, bead.Origin = d.State, "", d, corpus.Origin{Kind: corpus.OriginPerson}
			if corpus.AnchorText(corpus.TextOf(b.Target.Segments, old)) != corpus.AnchorText(d.Target) {
				words := corpus.Segment{ID: "decided:" + b.BeadID(bead), Para: -1, Text: d.Target}
				if len(own) > 0 {
					words.ID, words.Para = own[0].ID, own[0].Para
				}
				own = []corpus.Segment{words}
			}
		}
		for _, s := range own {
			bead.Tgt = append(bead.Tgt, len(target))
			target = append(target, s)
		}
	}
	b.Target.Segments = target
	return nil
}
