package translate

// Why a unit has no translation, or an attempt was not accepted. The codes
// stand in outputs: they may be added to, never changed.
const (
	Missing     = "missing"     // its number was not answered
	Doubled     = "doubled"     // its number was answered more than once
	WrongAnchor = "anchor"      // the words given as the source's first are not
	Cut         = "cut"         // the answer ends early
	Empty       = "empty"       // nothing, or only white space
	Echo        = "source"      // the source again
	Length      = "length"      // far too long or too short
	Numbers     = "numbers"     // other numbers than the source has
	Addresses   = "addresses"   // other URLs or e-mail addresses
	Placeholder = "placeholder" // other {0}, %s, <b>
	Language    = "language"    // not the target language
	Reasoning   = "reasoning"   // the model's thoughts in it
	Preamble    = "preamble"    // words about the translation in it
	Refusal     = "refusal"     // the model declines
	Shifted     = "shifted"     // fits a neighbour's source better than its own
	Merged      = "merged"      // holds a neighbour's translation too
	Garbled     = "garbled"     // control characters, broken encoding, line breaks that the source has not

	split = "split" // in the ledger only: the engine takes the request in parts

	Unreachable = "unreachable" // the engine gave no answer
	Unfitting   = "refused"     // the engine refuses this text
	TooLong     = "too-long"    // longer than the engine takes, in no way to be split
	OverLimit   = "limit"       // the run's limit was reached before
	Stopped     = "stopped"     // the run ended before: interrupted, or the engine refused
)
