package blockend

// Weights of the joints of a merge, in nats, beside those that are learned
// (learned.go): found by random search on real PDF of held-back prose in three
// languages.
const (
	wJoint = 0.67  // of how well words go together
	chance = -1.25 // words that follow each other by chance
	proper = 0.67  // a paragraph that ends as paragraphs do, and another that begins so
	wPara  = -1.16 // a phrase that begins or ends a paragraph
)

// What a pair of words counts that is parted, where one that is restored counts 1: where
// holes do not show a phrase may go anywhere.
const (
	keepShown  = 0.5
	keepHidden = 1.5
)

func (m *merge) keep() float64 {
	if m.shows() {
		return keepShown
	}
	return keepHidden
}

// Bounds on what is taken for a tail, in nats.
const (
	maxJoint    = 1.8 // its first line does not follow the line before it better than this
	meanJoint   = 0.4 // nor do its lines on the mean
	meanSure    = 0.1 // nor on the mean, where it is to speak for the document and no holes show
	slackJoint  = 4   // so far in all may lines be over the mean that others above make good
	wraps       = 1.5 // as well as a phrase's line follows another's that it goes on from
	maxCut      = 1.5 // no phrase ends before a word that follows better than this
	sureShown   = 16  // of a phrase, for a tail inside a page that speaks for others there
	likelyShown = 8   // the same, for one of several
	sureNamed   = 18  // the same, where the phrases begin with capitals
	minGain     = 0.2 // of a phrase, where other pages speak for it
	minSigns    = 0.1 // holes and short lines, a phrase
)

// LeastOdds are the log odds, in nats, that a document was damaged, from which on
// its phrases are moved: sound documents are more than those that they were learned from.
const LeastOdds = 1
