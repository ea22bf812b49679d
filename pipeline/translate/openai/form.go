package openai

import (
	"context"
	"strings"
	"sync"
)

// Form is how a server is asked to shape its answer.
type Form string

// The forms, the strictest first. A server that refuses one is asked for the
// next.
const (
	JSONSchema Form = "json_schema"
	JSONObject Form = "json_object"
	Lines      Form = "lines"
)

// instructions are the part of the system message that depends on the form.
func (f Form) instructions() string {
	if f == Lines {
		return `Answer with one line for each number and nothing else: the number, a tab, the first three words of the source copied exactly, a tab, the translation. For example, for {"segments":{"1":"…","2":"…"}}:
1	first three words	translation of 1
2	first three words	translation of 2`
	}
	return `Answer with one JSON object and nothing else. It maps each number of "segments" to {"anchor": the first three words of the source copied exactly, "text": the translation}. For example, for {"segments":{"1":"…","2":"…"}}:
{"1":{"anchor":"first three words","text":"translation of 1"},"2":{"anchor":"first three words","text":"translation of 2"}}`
}

// Notes keeps small facts between runs; translate.Ledger has it.
type Notes interface {
	Recall(ctx context.Context, name string) (string, error)
	Remember(ctx context.Context, name, value string) error
}

// habits are what a server and model were found to accept.
type habits struct {
	mu    sync.Mutex
	name  string
	notes Notes
	known bool
	manners
}

// manners of one request.
type manners struct {
	form        Form
	completion  bool // max_completion_tokens, as reasoning models ask
	temperature bool // may be given
	cap         bool // a limit of output tokens may be given
	system      bool // there may be a system message
	seed        bool // a seed may be given
	overhead    int  // output tokens besides the answer
}

const (
	leastOverhead = 2048
	mostOverhead  = 32768
)

// get gives the manners as they stand, after having asked the notes once.
func (h *habits) get(ctx context.Context) manners {
	h.mu.Lock()
	defer h.mu.Unlock()
	if !h.known {
		h.known = true
		if h.notes != nil {
			if value, err := h.notes.Recall(ctx, h.name); err == nil {
				h.read(value)
			}
		}
	}
	return h.manners
}

// read takes over what an earlier run remembered; what it does not understand
// it leaves.
func (h *habits) read(value string) {
	for _, word := range strings.Fields(value) {
		switch word {
		case string(JSONSchema), string(JSONObject), string(Lines):
			h.form = Form(word)
		case "max_completion_tokens":
			h.completion = true
		case "no-temperature":
			h.temperature = false
		case "no-limit":
			h.cap = false
		case "no-system":
			h.system = false
		case "no-seed":
			h.seed = false
		}
	}
}

func (m manners) String() string {
	words := []string{string(m.form)}
	for _, w := range []struct {
		on   bool
		word string
	}{{m.completion, "max_completion_tokens"}, {!m.temperature, "no-temperature"}, {!m.cap, "no-limit"}, {!m.system, "no-system"}, {!m.seed, "no-seed"}} {
		if w.on {
			words = append(words, w.word)
		}
	}
	return strings.Join(words, " ")
}

// refused learns from a server's complaint about a request that was made with
// the given manners. It says whether another try may go better.
func (h *habits) refused(ctx context.Context, used manners, status int, complaint string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	next, ok := used.without(status, strings.ToLower(complaint))
	if !ok {
		return false
	}
	if h.manners == used { // else another worker has learned already
		h.manners = next
		if h.notes != nil {
			_ = h.notes.Remember(ctx, h.name, next.String()) // costs a refused request in the next run, no more
		}
	}
	return true
}

// without gives the manners that a complaint asks for.
func (m manners) without(status int, complaint string) (manners, bool) {
	switch status {
	case 400, 404, 415, 422, 500, 501:
	default:
		return m, false
	}
	about := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(complaint, w) {
				return true
			}
		}
		return false
	}
	switch {
	case about("max_completion_tokens") && about("max_tokens") && !m.completion && m.cap:
		// "Use 'max_completion_tokens' instead."
		m.completion = true
	case about("max_completion_tokens") && m.completion && m.cap:
		m.completion = false
		if about("max_tokens") {
			m.cap = false // neither will do
		}
	case about("max_tokens", "max_new_tokens") && m.cap:
		m.cap = false
	case about("temperature") && m.temperature:
		m.temperature = false
	case about("'seed'", `"seed"`, " seed", "seed:") && m.seed:
		m.seed = false
	case about("system role", "system message", "system instruction", "developer instruction", "roles must alternate") && m.system:
		m.system = false
	case about("response_format", "response format", "json_schema", "json schema", "json_object", "json mode", "structured output", "structured_output", "guided", "grammar", "schema"):
		switch m.form {
		case JSONSchema:
			m.form = JSONObject
		case JSONObject:
			m.form = Lines
		default:
			return m, false
		}
	default:
		return m, false
	}
	return m, true
}

// thinks notes that an answer ended early for want of tokens, without having
// used them for the answer: the model reasons.
func (h *habits) thinks(used manners) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if used.overhead >= mostOverhead || !used.cap {
		return false
	}
	h.overhead = max(h.overhead, min(mostOverhead, used.overhead*4))
	return true
}

// reasons says whether a model is known to refuse a temperature and max_tokens.
func reasons(model string) bool {
	if i := strings.LastIndexByte(model, '/'); i >= 0 {
		model = model[i+1:]
	}
	for _, p := range []string{"o1", "o3", "o4"} {
		if model == p || strings.HasPrefix(model, p+"-") {
			return true
		}
	}
	return strings.HasPrefix(model, "gpt-5") || strings.HasPrefix(model, "gpt-6")
}
