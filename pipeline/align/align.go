package align

import (
	"context"
	"errors"
	"fmt"
	"math"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/align/internal/model"
)

// Options say what there is beside the two texts. The zero value is valid.
type Options struct {
	From, To string // BCP 47; not needed
	// Pivot is a translation of each source segment into the target's
	// language, however rough; "" where there is none. nil: none at all.
	Pivot    []string
	Embedder Embedder // nil: none
	Lexicon  *Lexicon // nil: the one that the two texts teach, alone
}

// Embedder turns texts into vectors that are near each other where the texts
// mean the same, across languages.
type Embedder interface {
	// Embed gives a vector for each text, in order, all of one size.
	Embed(ctx context.Context, texts []string) ([][]float32, error)
}

// Report is what an alignment has to say of itself.
type Report struct {
	Beads       int
	SourceEmpty int // source segments without a counterpart
	TargetEmpty int // target segments without a counterpart
	// Confidence is the mean score of the beads that have both sides, each
	// weighed by its segments; 0 if there is none.
	Confidence float64
	// Unrelated says that the texts do not seem to be translations of each
	// other. Beads without evidence of their own are then taken apart, the
	// scores of the others are halved.
	Unrelated bool
	// Blocks are runs of BlockLength or more segments that stand on one side
	// only: a foreword, a table, a footer.
	Blocks []Block
}

// Block is a stretch of segments, [From,To), without a counterpart.
type Block struct {
	Target   bool // of the target; else of the source
	From, To int
}

// BlockLength is how many empty beads in a row make a block.
const BlockLength = 4

// Kinship (deviations above chance, model.Solution.Kinship) below which two
// texts are taken for unrelated. Of made bitexts in six pairs, related ones of
// 25 units and more had 1.4 and above, unrelated ones 0.85 and below; shorter
// ones lie closer together, and are doubted only where nothing speaks for them.
const (
	strangers    = 1.1
	fewStrangers = 0.3
	fewBeads     = 20
	ownEvidence  = 2 // deviations with which a bead stands even among strangers
)

// ErrPivotLength is returned, wrapped, where the pivot has another number of
// segments than the source.
var ErrPivotLength = errors.New("the translation and the source differ in their number of lines")

// Align groups the segments of two texts into beads. Its errors are the
// context's, ErrPivotLength, and the embedder's.
func Align(ctx context.Context, src, tgt []string, o Options) ([]corpus.Bead, Report, error) {
	if o.Pivot != nil && len(o.Pivot) != len(src) {
		return nil, Report{}, fmt.Errorf("%w: %d and %d", ErrPivotLength, len(o.Pivot), len(src))
	}
	if len(src) == 0 || len(tgt) == 0 {
		beads := oneSided(len(src), len(tgt))
		return beads, report(beads), ctx.Err()
	}
	w, err := model.Learned()
	if err != nil {
		return nil, Report{}, err
	}
	in := model.Input{Source: src, Target: tgt, Pivot: o.Pivot, Lexicon: o.Lexicon.model()}
	if o.Embedder != nil {
		in.Embed = checked(o.Embedder)
	}
	p, grid, err := model.Prepare(ctx, in)
	if err != nil {
		return nil, Report{}, err
	}
	s, err := p.Solve(ctx, grid, w)
	if err != nil {
		return nil, Report{}, err
	}
	read := s.Read()
	reasons, err := s.Reasons(ctx, read)
	if err != nil {
		return nil, Report{}, err
	}
	kinship, each, err := s.Kinship(ctx, read)
	if err != nil {
		return nil, Report{}, err
	}
	unrelated := kinship < strangers
	if len(read) < fewBeads {
		unrelated = kinship < fewStrangers
	}
	beads := make([]corpus.Bead, 0, len(read))
	for k, b := range read {
		bead := corpus.Bead{Src: span(b.I0, b.I1), Tgt: span(b.J0, b.J1), Score: round(s.Score(b))}
		for _, r := range reasons[k] {
			bead.Why = append(bead.Why, corpus.Evidence{Code: r.Code, Weight: round(r.Weight)})
		}
		if unrelated {
			if len(read) >= fewBeads && each[k] < ownEvidence {
				beads = append(beads, apart(b)...)
				continue
			}
			bead.Score = round(bead.Score / 2)
		}
		beads = append(beads, bead)
	}
	r := report(beads)
	r.Unrelated = unrelated
	return beads, r, nil
}

// apart takes a bead of unrelated texts to pieces.
func apart(b model.Bead) []corpus.Bead {
	var out []corpus.Bead
	for i := b.I0; i < b.I1; i++ {
		out = append(out, corpus.Bead{Src: []int{i}, Tgt: []int{}, Score: 0.5})
	}
	for j := b.J0; j < b.J1; j++ {
		out = append(out, corpus.Bead{Src: []int{}, Tgt: []int{j}, Score: 0.5})
	}
	return out
}

// round keeps four decimals: more would be noise, and differ by machine.
func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }

func span(from, to int) []int {
	out := make([]int, 0, to-from)
	for i := from; i < to; i++ {
		out = append(out, i)
	}
	return out
}

// oneSided are the beads where one side has nothing.
func oneSided(n, m int) []corpus.Bead {
	beads := make([]corpus.Bead, 0, n+m)
	for i := range n {
		beads = append(beads, corpus.Bead{Src: []int{i}, Tgt: []int{}, Score: 1})
	}
	for j := range m {
		beads = append(beads, corpus.Bead{Src: []int{}, Tgt: []int{j}, Score: 1})
	}
	return beads
}

func report(beads []corpus.Bead) Report {
	r := Report{Beads: len(beads)}
	var sum, weight float64
	run := 0
	for k, b := range beads {
		switch {
		case len(b.Tgt) == 0:
			r.SourceEmpty += len(b.Src)
		case len(b.Src) == 0:
			r.TargetEmpty += len(b.Tgt)
		default:
			w := float64(len(b.Src) + len(b.Tgt))
			sum += w * b.Score
			weight += w
			run = 0
			continue
		}
		if run > 0 && (len(b.Tgt) == 0) == (len(beads[k-1].Tgt) == 0) {
			run++
		} else {
			run = 1
		}
		last := Block{Target: len(b.Src) == 0}
		if last.Target {
			last.To = b.Tgt[len(b.Tgt)-1] + 1
		} else {
			last.To = b.Src[len(b.Src)-1] + 1
		}
		last.From = last.To - run
		if run > BlockLength {
			r.Blocks[len(r.Blocks)-1] = last
		} else if run == BlockLength {
			r.Blocks = append(r.Blocks, last)
		}
	}
	if weight > 0 {
		r.Confidence = round(sum / weight)
	}
	return r
}
