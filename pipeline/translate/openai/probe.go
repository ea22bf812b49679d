package openai

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/recto/recto/pipeline/translate"
)

// Finding is what Probe found out about a server.
type Finding struct {
	Host   string   // "" is this machine
	Models []string // sorted; nil where the server does not list them
	// Form and Manners say how it is asked, where Config.Model answered.
	Form    Form
	Manners string
	// Answered says that the model translated a word.
	Answered bool
	// Err is why there is no answer, for the user.
	Err error
}

// probeTime bounds each request of a probe: a model that takes longer for one
// sentence is not one to wait for.
const (
	probeTime   = 45 * time.Second
	probeTokens = 300
)

// Probe asks a server for its models and, if Config names one, for the
// translation of one sentence of recto's own.
func Probe(ctx context.Context, c Config) Finding {
	var f Finding
	host, err := c.Host()
	if err != nil {
		f.Err = err
		return f
	}
	f.Host = host
	client, _, err := c.client()
	if err != nil {
		f.Err = err
		return f
	}
	listing, cancel := context.WithTimeout(ctx, probeTime)
	list, err := client.ListModels(listing)
	cancel()
	if err != nil {
		f.Err = err // kept unless a model answers after all: not all servers list
	}
	for _, m := range list.Models {
		if m.ID != "" {
			f.Models = append(f.Models, m.ID)
		}
	}
	slices.Sort(f.Models)
	if c.Model == "" {
		return f
	}
	t, err := New(c)
	if err != nil {
		f.Err = err
		return f
	}
	f.Err = nil
	for range 6 {
		asking, cancel := context.WithTimeout(ctx, probeTime)
		_, err = t.Translate(asking, translate.Batch{From: "en", To: "fr", Segments: []string{"The house is white."}, MaxOutput: probeTokens})
		cancel()
		var failure *translate.Failure
		if errors.As(err, &failure) && failure.Fault == translate.Stepped {
			continue
		}
		break
	}
	m := t.habits.get(ctx)
	f.Form, f.Manners = m.form, m.String()
	f.Answered, f.Err = err == nil, err
	return f
}
