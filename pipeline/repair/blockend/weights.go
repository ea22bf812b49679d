package blockend

// Weights of the evidence, in nats, beside those that are learned (learned.go).
// Found by random search on real PDF of held-back prose in three languages (what
// bench measures; a damaged pair counts for two restored), and on pages that end
// in lists of phrases from elsewhere.
const (
	wJoint  = 0.67   // of how well words go together
	chance  = -1.25  // words that follow each other by chance
	proper  = 0.67   // a paragraph that ends as paragraphs do, and another that begins so
	wPara   = -1.16  // a phrase that begins or ends a paragraph
	wHole   = 3.49   // a phrase in a hole
	wEmpty  = -7.62  // a hole with no phrase, where holes show
	wMark   = -5.43  // a mark on its own with no phrase before it
	wNoHole = -3.7   // a phrase where no hole shows, though holes show elsewhere
	wEdge   = 1.05   // less so at a line's ends, where a hole may not show
	wRoom   = 3.74   // a phrase as long as a line, in a line with that room
	wLast   = 1      // the same in a paragraph's last line
	wExcess = 4.27   // as far as the next word would have fitted into the line, and no longer does
	wGape   = -2     // a line that breaks off too early
	wOver   = -18.68 // as far as a row is longer than the room
	wShown  = 0.32   // of what the room says, where holes show
	wPhrase = -0.18  // any phrase
	wGoesOn = 1      // a phrase that goes on in the next line of the tail
	wCut    = -4.61  // a phrase that ends inside a line of the tail
	wCutRow = -2.16  // the same where lines are rows
	sharp   = 1.6    // a posterior's steepness against the weights': they are fitted to the best merge
	wStays  = -5     // a row that stays at the page's end
	wRow    = -9.3   // two rows in one visual line, or one in two
	wLong   = -0.92  // a line of the tail that is nearly full
	wWhole  = -1.5   // one that is a whole sentence
	wHoley  = -3.49  // one that has a hole at an end
)

// Bounds on what is taken for a tail, in nats.
const (
	maxJoint   = 1.8  // its first line does not follow the line before it better than this
	meanJoint  = 0.4  // nor do its lines on the mean
	meanSure   = 0.1  // nor on the mean, where it is to speak for the document and no holes show
	slackJoint = 4    // so far in all may lines be over the mean that others above make good
	wraps      = 1.5  // as well as a phrase's line follows another's that it goes on from
	maxCut     = 1.5  // no phrase ends before a word that follows better than this
	sureShown  = 10.5 // of a phrase, for a tail inside a page that speaks for others there
	sureNamed  = 12   // the same, where the phrases begin with capitals
	minGain    = 1.43 // of a phrase, where other pages speak for it
	minSigns   = 0.1  // holes and short lines, a phrase
)

// LeastOdds are the log odds, in nats, that a document was damaged, from which on
// its phrases are moved.
const LeastOdds = 0
