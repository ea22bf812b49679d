package openai

import (
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	api "github.com/sashabaranov/go-openai"

	"github.com/recto/recto/pipeline/translate"
)

//go:embed prompt.v1.txt
var prompt string

// Prompt is recto's own instructions to the model, for those who want to write
// theirs.
func Prompt() string { return prompt }

// Translator is the engine. It is safe for several goroutines.
type Translator struct {
	config Config
	host   string
	client *api.Client
	habits *habits
	prompt string
}

var _ translate.Translator = (*Translator)(nil)

// New makes the engine. It sends nothing.
func New(c Config) (*Translator, error) {
	if c.Model == "" {
		return nil, errors.New("the openai engine needs a model: give --model, or set model in the configuration; recto doctor lists those that the server has")
	}
	host, err := c.Host()
	if err != nil {
		return nil, err
	}
	client, _, err := c.client()
	if err != nil {
		return nil, err
	}
	t := &Translator{config: c, host: host, client: client, habits: newHabits(c), prompt: strings.TrimSpace(c.Prompt)}
	if t.prompt == "" {
		t.prompt = strings.TrimSpace(prompt)
	}
	return t, nil
}

func newHabits(c Config) *habits {
	host := c.BaseURL
	if u, err := c.url(); err == nil {
		host = u.Host + u.Path
	}
	return &habits{
		name: "form of " + c.Model + " at " + host, notes: c.Notes,
		manners: manners{
			form: JSONSchema, temperature: !reasons(c.Model), cap: true, system: true, seed: true,
			completion: reasons(c.Model) || host == "api.openai.com/v1", overhead: leastOverhead,
		},
	}
}

// Fingerprint implements translate.Translator. The port of a server on this
// machine is left out: it changes and shapes nothing.
func (t *Translator) Fingerprint() string {
	return translate.Fingerprint("openai", t.host, t.config.Model, t.prompt, "anchors/1", "temperature 0")
}

// Traits implements translate.Translator.
func (t *Translator) Traits() translate.Traits {
	m := t.habits.get(context.Background())
	return translate.Traits{
		Engine: "openai", Host: t.host, Model: t.config.Model,
		Instructions: translate.Tokens(t.prompt) + translate.Tokens(m.form.instructions()) + 30,
		Overhead:     m.overhead,
	}
}

// Form is the form of answer that the server is asked for now.
func (t *Translator) Form(ctx context.Context) Form { return t.habits.get(ctx).form }

// Translate implements translate.Translator.
func (t *Translator) Translate(ctx context.Context, b translate.Batch) (*translate.Answers, error) {
	m := t.habits.get(ctx)
	text, err := userMessage(b)
	if err != nil {
		return nil, err
	}
	r := request{model: t.config.Model, system: t.prompt + "\n\n" + m.form.instructions(), user: text, manners: m, most: b.MaxOutput}
	if m.form == JSONSchema {
		r.schema, r.name = schema(len(b.Segments)), fmt.Sprintf("translation_%d", len(b.Segments))
	}
	got, err := r.send(ctx, t.client)
	if err != nil {
		return nil, t.learn(ctx, m, b, err)
	}
	out := &translate.Answers{In: got.in, Out: got.out, Model: got.model, Limits: got.limits, Finish: got.finish, Refusal: got.refusal}
	if got.finish == "length" && strings.TrimSpace(got.content) == "" && t.habits.thinks(m) {
		return nil, &translate.Failure{Fault: translate.Stepped, Paid: true, Limits: got.limits, Message: "all tokens went into reasoning: the next request may have more"}
	}
	out.Replies, out.Open, out.Bare = readAnswer(got.content, len(b.Segments))
	return out, nil
}

// learn turns a complaint about the request's form into a step.
func (t *Translator) learn(ctx context.Context, m manners, b translate.Batch, err error) error {
	return stepped(ctx, t.habits, m, hideSegments(err, b.Segments))
}

func stepped(ctx context.Context, h *habits, m manners, err error) error {
	var f *translate.Failure
	var said serverError
	if !errors.As(err, &f) || !errors.As(err, &said) {
		return err
	}
	// What a server says of a length or of a policy may name a parameter too.
	if f.Fault != translate.Unfit && f.Fault != translate.Transient && f.Fault != translate.Fatal || said.status == 401 || said.status == 402 {
		return err
	}
	if h.refused(ctx, m, said.status, said.said) {
		f.Fault, f.Paid = translate.Stepped, false
	}
	return f
}

// hideSegments takes the document's text out of what a server said.
func hideSegments(err error, segments []string) error {
	var f *translate.Failure
	if errors.As(err, &f) {
		for _, s := range segments {
			if len(s) > 8 {
				f.Message = strings.ReplaceAll(f.Message, s, "…")
			}
		}
	}
	return err
}

// request is one chat completion.
type request struct {
	model, system, user string
	name                string
	schema              json.RawMessage // with JSONSchema
	most                int             // output tokens; 0 is no limit
	manners
}

// completion is what came of it.
type completion struct {
	content, refusal, finish, model string
	in, out                         int // -1 if not counted
	limits                          translate.Limits
}

func (r request) send(ctx context.Context, client *api.Client) (*completion, error) {
	req := api.ChatCompletionRequest{Model: r.model}
	if r.manners.system {
		req.Messages = []api.ChatCompletionMessage{{Role: "system", Content: r.system}, {Role: "user", Content: r.user}}
	} else {
		req.Messages = []api.ChatCompletionMessage{{Role: "user", Content: r.system}, {Role: "assistant", Content: "Understood."}, {Role: "user", Content: r.user}}
	}
	switch {
	case r.form == JSONSchema && r.schema != nil:
		req.ResponseFormat = &api.ChatCompletionResponseFormat{Type: api.ChatCompletionResponseFormatTypeJSONSchema, JSONSchema: &api.ChatCompletionResponseFormatJSONSchema{Name: r.name, Schema: r.schema, Strict: true}}
	case r.form == JSONObject:
		req.ResponseFormat = &api.ChatCompletionResponseFormat{Type: api.ChatCompletionResponseFormatTypeJSONObject}
	}
	// Parameters go past go-openai, which drops a temperature of zero.
	c := &call{params: map[string]any{}}
	if r.temperature {
		c.params["temperature"] = 0
		if r.seed {
			c.params["seed"] = 1
		}
	}
	if r.cap && r.most > 0 {
		name := "max_tokens"
		if r.completion {
			name = "max_completion_tokens"
		}
		c.params[name] = r.most
	}
	res, err := client.CreateChatCompletion(withCall(ctx, c), req)
	if err != nil {
		return nil, err
	}
	got := &completion{model: res.Model, in: -1, out: -1, limits: limitsOf(res.Header())}
	if c.usage {
		got.in, got.out = res.Usage.PromptTokens, res.Usage.CompletionTokens
	}
	if len(res.Choices) == 0 {
		return nil, &translate.Failure{Fault: translate.Transient, Status: 200, Paid: true, Limits: got.limits, Message: "an answer without choices"}
	}
	got.content, got.refusal = res.Choices[0].Message.Content, res.Choices[0].Message.Refusal
	got.finish = strings.ToLower(string(res.Choices[0].FinishReason))
	return got, nil
}
