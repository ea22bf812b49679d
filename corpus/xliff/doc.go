// Package xliff writes a bitext as XLIFF 1.2 for a translator's tool, and reads
// what the tool gives back.
//
// [Write] writes a trans-unit a bead, grouped by paragraph. The id of a unit is
// corpus.Bitext.BeadID. [NewReader] reads unit by unit, so that 200 MB take no
// more memory than one unit does. What a person decided is found by comparing: see
// internal/decisions.
package xliff

// The states and qualifiers of XLIFF 1.2 that recto writes and looks for.
const (
	StateNeedsReview = "needs-review-translation"
	StateTranslated  = "translated"
	StateSignedOff   = "signed-off"
	StateFinal       = "final"

	QualifierMachine = "leveraged-mt"
	QualifierMemory  = "exact-match"
)
