package openai

import (
	"context"
	"errors"
	"slices"

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
	list, err := client.ListModels(ctx)
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
		_, err = t.Translate(ctx, translate.Batch{From: "en", To: "fr", Segments: []string{"The house is white."}, MaxOutput: 100 + leastOverhead})
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
