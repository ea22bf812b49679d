// Package xliff writes a bitext as XLIFF 1.2 for a translator's tool, and reads
// what the tool gives back.
//
// [Write] writes a trans-unit a bead, grouped by paragraph. The id of a unit is
// that of the bead in the JSONL: the ids of its source segments joined by "+"
// ("p3.s1", "p3.s1+p3.s2"); where it has none, "target:" and those of its
// target's. [NewReader] reads unit by unit, so that 200 MB take no more memory
// than one unit does. What a person decided is found by comparing: see
// internal/decisions.
package xliff

import (
	"strings"

	"github.com/recto/recto/corpus"
)

// UnitID is the id of a bead's trans-unit.
func UnitID(b *corpus.Bitext, d *corpus.Bead) string {
	segments, at, prefix := b.Source.Segments, d.Src, ""
	if len(at) == 0 {
		segments, at, prefix = b.Target.Segments, d.Tgt, "target:"
	}
	ids := make([]string, len(at))
	for i, k := range at {
		ids[i] = segments[k].ID
	}
	return prefix + strings.Join(ids, "+")
}

// The states and qualifiers of XLIFF 1.2 that recto writes and looks for.
const (
	StateNeedsReview = "needs-review-translation"
	StateTranslated  = "translated"
	StateSignedOff   = "signed-off"
	StateFinal       = "final"

	QualifierMachine = "leveraged-mt"
	QualifierMemory  = "exact-match"
)
