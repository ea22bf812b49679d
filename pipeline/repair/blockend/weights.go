package blockend

// Weights of the evidence, in nats. Found by random search on real PDF of
// held-back prose in three languages (what bench measures; a damaged pair counts
// for two restored), and on pages that end in lists of phrases from elsewhere.
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

// Weights of how well two words go together (see [ear.joint]), learned.
const (
	jNet     = 0.56
	jUnlike  = -0.42
	jAlike   = -0.37
	jWords   = 0.133
	jPair    = 0.8
	jTriple  = 0.725
	jUnseen  = -0.455
	jSmall   = -0.795
	jCapital = -0.21
	jClash   = -1.03
	jChance  = 0.0
)

// jCounted is by how many of the two the net does not know.
var jCounted = [3]float64{0.34, 0.42, 0.71}

// pageOdds are of pages where holes do not show, and where they do.
var pageOdds = [2]pageWeights{
	{none: -2.15, tail: -0.52, phrases: -0.29, total: 0.36, gain: 0.328, filled: 0.33, small: 2.89, apart: -0.80, signs: -1.86, last: -0.52, sure: 2.47},
	{none: -1.17, tail: -1.20, phrases: 0.23, total: 0.26, gain: 0.28, filled: -0.07, small: 0.51, apart: 0.88, signs: -2.29, last: 1.59, sure: 1.04},
}

const (
	made      = -2.91 // the log odds before any page is looked at
	leastOdds = 1     // that phrases are moved at
)
