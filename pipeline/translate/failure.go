package translate

import (
	"fmt"
	"time"
)

// Fault is a kind of failure; it decides what happens next.
type Fault int

// The kinds of failure of a request.
const (
	// Transient: busy, unreachable, timed out, garbled. Try again later.
	Transient Fault = iota
	// Limited: too many requests. Try again when the engine says.
	Limited
	// Stepped: the engine refused the form of the request, and the translator
	// has taken another. Try again at once.
	Stepped
	// Unfit: the engine refuses this very content. Ask for less of it.
	Unfit
	// Oversize: more than the engine takes. Ask for less of it.
	Oversize
	// Fatal: no request can work: key, money, model, address.
	Fatal
)

// Failure is a request without an answer.
type Failure struct {
	Fault  Fault
	Status int           // of HTTP; 0 if there was none
	After  time.Duration // the engine's own wish when to come again; 0 if none
	Limits Limits
	// Paid says that the engine may have worked for it, and charge.
	Paid bool
	// Message is for the user: lower case, no key, no text of the document.
	Message string
	Err     error
}

func (f *Failure) Error() string {
	if f.Err != nil && f.Message == "" {
		return f.Err.Error()
	}
	return f.Message
}

func (f *Failure) Unwrap() error { return f.Err }

// Refused ends a run: the engine takes no request at all, because of the key,
// the money, the model or the address. Exit code 5.
type Refused struct {
	Engine, Host string
	Message      string
}

func (r *Refused) Error() string {
	where := r.Engine
	if r.Host != "" {
		where += " at " + r.Host
	}
	return fmt.Sprintf("%s refuses: %s", where, r.Message)
}

// LimitReached ends a run before it would cost more than it may. Exit code 3.
type LimitReached struct {
	Limit string // "cost" or "tokens"
	Max   float64
	Spent float64
}

func (l *LimitReached) Error() string {
	if l.Limit == "tokens" {
		return fmt.Sprintf("limit reached: %.0f of %.0f tokens used, and the next request might need more than the rest; what is done is kept: raise --max-tokens and run again", l.Spent, l.Max)
	}
	return fmt.Sprintf("limit reached: %.4f of %.4f spent, and the next request might cost more than the rest; what is done is kept: raise --max-cost and run again", l.Spent, l.Max)
}
