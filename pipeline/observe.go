package pipeline

// Stage names a stage in events.
type Stage string

// The stages, in order.
const (
	Detecting   Stage = "detect"
	Repairing   Stage = "repair"
	Segmenting  Stage = "segment"
	Matching    Stage = "match"
	Translating Stage = "translate"
	Aligning    Stage = "align"
	Checking    Stage = "check"
)

// Event says how far a document has come. It carries no text of the document.
type Event struct {
	Document    string
	Stage       Stage
	Done, Total int    // in segments; Total 0 where a stage is one step
	Note        string // for a log line; "" mostly
}

// Observer is told of events, from several goroutines at once. The caller
// draws; a stage knows neither bar nor log.
type Observer func(Event)

func (o Observer) tell(e Event) {
	if o != nil {
		o(e)
	}
}
