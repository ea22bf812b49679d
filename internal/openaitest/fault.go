package openaitest

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// Fault is one way to misbehave.
type Fault string

// Faults of the connection and of HTTP. A client may try again.
const (
	None         Fault = ""
	Slow         Fault = "slow"               // ten times the latency
	BusySeconds  Fault = "429-seconds"        // Retry-After in seconds
	BusyDate     Fault = "429-date"           // Retry-After as a date
	BusyMillis   Fault = "429-milliseconds"   // retry-after-ms
	BusyReset    Fault = "429-reset"          // x-ratelimit-reset-requests alone
	BusyBare     Fault = "429"                // says nothing
	Status500    Fault = "500"                //
	Status503    Fault = "503"                // with Retry-After
	Hang         Fault = "hang"               // never answers
	CutConn      Fault = "cut-connection"     // before any byte
	CutBody      Fault = "cut-body"           // in the middle of the answer, against Content-Length
	HTML200      Fault = "html-200"           // a proxy's page
	HTML502      Fault = "html-502"           //
	Error200     Fault = "error-200"          // {"error":…} with 200
	EmptyChoices Fault = "empty-choices"      //
	SchemaNo     Fault = "schema-refused"     // json_schema is refused, always
	ObjectNo     Fault = "object-refused"     // json_schema and json_object are refused, always
	MaxTokensNo  Fault = "max-tokens-refused" // max_tokens is refused, always
)

// Faults of the answer. What fails is for the client to find.
const (
	NullContent    Fault = "null-content"
	EmptyContent   Fault = "empty-content"
	CutJSON        Fault = "cut-json" // with finish_reason "stop"
	WrongFinish    Fault = "wrong-finish"
	MissingOne     Fault = "missing"
	ExtraOne       Fault = "extra"
	DoubledOne     Fault = "doubled"
	Shifted        Fault = "shifted"         // texts one on, anchors as asked
	ShiftedAnchors Fault = "shifted-anchors" // texts and anchors one on
	MergedTwo      Fault = "merged"
	SourceAgain    Fault = "source"
	ThirdLanguage  Fault = "third-language"
	Refuses        Fault = "refusal"
	RefusesField   Fault = "refusal-field"
	LeaksReasoning Fault = "reasoning"
	ThinksFirst    Fault = "thinks-first" // thoughts before a sound object
	Fences         Fault = "code-fence"   // around a sound object
	Preambles      Fault = "preamble"
	TooLong        Fault = "too-long" // a hundred times
	AbsurdUsage    Fault = "absurd-usage"
	NoUsage        Fault = "no-usage"
	WrongNumbers   Fault = "wrong-numbers"
	LostTags       Fault = "lost-placeholders"
)

// Transport lists the faults after which the same request may go better.
var Transport = []Fault{Slow, BusySeconds, BusyDate, BusyMillis, BusyReset, BusyBare, Status500, Status503, Hang, CutConn, CutBody, HTML200, HTML502, Error200, EmptyChoices}

// Answer lists the faults of an answer.
var Answer = []Fault{NullContent, EmptyContent, CutJSON, WrongFinish, MissingOne, ExtraOne, DoubledOne, Shifted, ShiftedAnchors, MergedTwo, SourceAgain, ThirdLanguage, Refuses, RefusesField, LeaksReasoning, ThinksFirst, Fences, Preambles, TooLong, AbsurdUsage, NoUsage, WrongNumbers, LostTags}

// Parse reads a list of faults, separated by commas. "transport", "answer" and
// "all" stand for theirs.
func Parse(list string) ([]Fault, error) {
	var out []Fault
	for _, name := range strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' }) {
		switch name {
		case "transport":
			out = append(out, Transport...)
			continue
		case "answer":
			out = append(out, Answer...)
			continue
		case "all":
			out = append(append(out, Transport...), Answer...)
			continue
		}
		f := Fault(name)
		known := f == SchemaNo || f == ObjectNo || f == MaxTokensNo
		for _, all := range [][]Fault{Transport, Answer} {
			for _, x := range all {
				known = known || x == f
			}
		}
		if !known {
			return nil, fmt.Errorf("unknown fault %q", name)
		}
		out = append(out, f)
	}
	return out, nil
}

func oneOf(f Fault, list []Fault) bool {
	for _, x := range list {
		if x == f {
			return true
		}
	}
	return false
}

// transport plays a fault of the connection; it says whether it has answered.
func (s *Server) transport(w http.ResponseWriter, r *http.Request, f Fault, body []byte) bool {
	fail := func(status int, code string) bool {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		fmt.Fprintf(w, `{"error":{"message":"try later","type":"server_error","code":%q}}`, code)
		return true
	}
	wait := s.o.Retry
	switch f {
	case BusySeconds:
		w.Header().Set("Retry-After", fmt.Sprint(max(0, int(wait.Round(time.Second)/time.Second))))
		return fail(429, "rate_limit_exceeded")
	case BusyDate:
		now := time.Now().UTC()
		w.Header().Set("Date", now.Format(http.TimeFormat))
		w.Header().Set("Retry-After", now.Add(wait).Format(http.TimeFormat))
		return fail(429, "rate_limit_exceeded")
	case BusyMillis:
		w.Header().Set("Retry-After-Ms", fmt.Sprint(wait.Milliseconds()))
		return fail(429, "rate_limit_exceeded")
	case BusyReset:
		w.Header().Set("X-Ratelimit-Limit-Requests", "60000")
		w.Header().Set("X-Ratelimit-Remaining-Requests", "0")
		w.Header().Set("X-Ratelimit-Reset-Requests", wait.String())
		return fail(429, "rate_limit_exceeded")
	case BusyBare:
		return fail(429, "")
	case Status500:
		return fail(500, "internal_error")
	case Status503:
		w.Header().Set("Retry-After", "0")
		return fail(503, "overloaded")
	case Hang:
		select {
		case <-r.Context().Done():
		case <-s.closed:
		}
		panic(http.ErrAbortHandler)
	case CutConn:
		panic(http.ErrAbortHandler)
	case CutBody:
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Content-Length", fmt.Sprint(len(body)))
		_, _ = w.Write(body[:len(body)/2])
		if fl, ok := w.(http.Flusher); ok {
			fl.Flush()
		}
		panic(http.ErrAbortHandler)
	case HTML200, HTML502:
		w.Header().Set("Content-Type", "text/html")
		if f == HTML502 {
			w.WriteHeader(502)
		}
		fmt.Fprint(w, "<!DOCTYPE html><html><body><h1>Bad gateway</h1></body></html>")
		return true
	case Error200:
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"error":{"message":"upstream error","code":502}}`)
		return true
	case EmptyChoices:
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"id":"x","object":"chat.completion","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":0,"total_tokens":10}}`)
		return true
	}
	return false
}
