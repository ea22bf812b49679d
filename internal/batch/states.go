package batch

// State is how far a document has come in a language; doc.go draws them.
type State string

// The states of a job.
const (
	Queued     State = "queued"
	Repaired   State = "repaired"
	Translated State = "translated"
	Aligned    State = "aligned"
	Written    State = "written"
	Done       State = "done"
	Parked     State = "parked"
	Failed     State = "failed"
)

// order is how far along a state is, so that none goes backwards.
func (s State) order() int {
	for i, t := range []State{Queued, Repaired, Translated, Aligned, Written, Done} {
		if s == t {
			return i
		}
	}
	return -1
}
