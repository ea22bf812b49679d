package model

import "fmt"

// The features of a bead stand in one vector: first what every bead has, then
// the same block for each channel, then the embeddings'. A feature that does
// not apply is 0.

// Channels, in the order of their blocks.
const (
	numbersChannel = iota
	surfaceChannel
	lexiconChannel
	pivotChannel
	channels
)

var channelNames = [channels]string{"numbers", "cognates", "lexicon", "pivot"}

// Features every bead has.
const (
	f11 = iota
	f12
	f13
	f14
	f22
	f23
	f33
	f1x
	fxx
	fSize
	fAsymmetry
	fDelta
	fDelta2
	fRatio
	fRatio11
	fRatioMany
	fLength11
	fLengthMany
	fShortest
	fEndSame
	fEndBothFull
	fEndFullWeak
	fEndAskBoth
	fEndAskOne
	fEndCallOne
	fEndColonOne
	fEndSemiOne
	fEndCommaOne
	fEndColonBoth
	fEndNoneBoth
	fEndQuotedOne
	fEndDigitOne
	fBeginSame
	fBeginLowerOne
	fBeginLowerBoth
	fBeginDigitOne
	fBeginDigitBoth
	fBeginQuoteOne
	fBeginDashOne
	fBeginBracketOne
	fInnerWeak
	fInnerFull
	fInnerLower
	fInnerColon
	fCommas
	fQuotes
	fBrackets
	fAsks
	fFigures
	fCapitals
	fGap
	fGapLength
	fGapTiny
	fGapFigures
	fGapCapitals
	fGapLower
	fGapEndNone
	fGapAsymmetry
	fGapAgain
	fCross
	fCrossAny
	fCrossSum
	fCorner
	fGlue
	fGlueAny
	fGlueMany
	fDraftEnd
	fDraftInner
	fGapOpens
	fGapGoesOn
	fGapTurns
	baseFeatures
)

var baseNames = [baseFeatures]string{
	"shape 1-1", "shape 1-2", "shape 1-3", "shape 1-4", "shape 2-2", "shape 2-3", "shape 3-3", "shape 1-x", "shape x-x",
	"size", "asymmetry", "delta", "delta squared", "ratio", "ratio 1-1", "ratio many", "length 1-1", "length many", "shortest",
	"end same", "end both full", "end full weak", "end ask both", "end ask one", "end call one", "end colon one", "end semicolon one",
	"end comma one", "end colon both", "end none both", "end quoted one", "end digit one",
	"begin same", "begin lower one", "begin lower both", "begin digit one", "begin digit both", "begin quote one", "begin dash one", "begin bracket one",
	"inner weak", "inner full", "inner lower", "inner colon",
	"commas", "quotes", "brackets", "asks", "figures", "capitals",
	"gap", "gap length", "gap tiny", "gap figures", "gap capitals", "gap lower", "gap end none", "gap asymmetry", "gap again",
	"clause crosses", "clause crosses at all", "clauses cross", "corner", "glue", "glue at all", "corner inside",
	"draft end", "draft inner",
	"gap opens", "gap goes on", "gap turns",
}

// Features of a channel.
const (
	cMatched = iota
	cMissing
	cMissingMany
	cKnown
	cKnownLeast
	cKnownMany
	cCovered
	cWeakest
	cWeakestLog
	cUnlinked
	cGlue
	cSpill
	cSpillMany
	cGapNear
	cGapKnown
	cGapFree
	channelFeatures
)

var channelFeatureNames = [channelFeatures]string{
	"matched", "missing", "missing many", "known", "known least", "known many", "covered", "weakest", "weakest log", "unlinked", "glue", "spill", "spill many",
	"gap near", "gap known", "gap free",
}

// Features of the embeddings.
const (
	vCloseness = iota
	vDeviation
	vDeviationMany
	vDeviationLow
	vMass
	vCost
	vCostSize
	vSums
	vMargin
	vWeakest
	vGain
	vSpill
	vSpillSum
	vGrows
	vShrinks
	vSplits
	vCross
	vCrossAny
	vCrossSum
	vCorner
	vGlue
	vGlueAny
	vGlueMany
	vGapNear
	vGapBest
	vGapGrows
	vGapClause
	vectorFeatures
)

var vectorFeatureNames = [vectorFeatures]string{
	"closeness", "deviation", "deviation many", "deviation low", "deviation by size", "cost", "cost by size", "closeness of sums",
	"margin", "weakest", "gain", "spill", "spill of all ends", "grows", "shrinks", "splits",
	"clause crosses", "clause crosses at all", "clauses cross", "corner", "glue", "glue at all", "corner inside", "gap near", "gap best", "gap grows",
	"gap clause",
}

const (
	firstChannel = baseFeatures
	firstVector  = firstChannel + channels*channelFeatures
	// Features is the length of a feature vector.
	Features = firstVector + vectorFeatures
)

// FeatureName names a feature, "channel: feature" for those of a channel.
func FeatureName(k int) string {
	switch {
	case k < firstChannel:
		return baseNames[k]
	case k < firstVector:
		k -= firstChannel
		return fmt.Sprintf("%s: %s", channelNames[k/channelFeatures], channelFeatureNames[k%channelFeatures])
	}
	return "embedding: " + vectorFeatureNames[k-firstVector]
}

// Evidence names the reason that a feature belongs to, as corpus.Evidence
// codes it.
func Evidence(k int) string {
	switch {
	case k >= firstVector:
		return "embedding"
	case k >= firstChannel:
		return channelNames[(k-firstChannel)/channelFeatures]
	case k >= fDelta && k <= fShortest || k == fGapLength || k == fGapTiny:
		return "length"
	case k >= fEndSame && k <= fAsks:
		return "punctuation"
	case k >= fCross && k <= fGlueMany:
		return "lexicon"
	case k == fFigures || k == fGapFigures:
		return "numbers"
	case k == fCapitals || k == fGapCapitals || k == fGapLower || k == fGapEndNone:
		return "punctuation"
	}
	return "shape"
}
