package openaitest

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
)

// Request is a chat request as the server read it.
type Request struct {
	Model, Form      string // Form: "json_schema", "json_object", ""
	Task             string
	From, To, Title  string
	Before, After    json.RawMessage
	Segments         map[string]string
	Candidates       map[string]string
	Terms, Examples  json.RawMessage
	User, System     string
	MaxTokens        int
	ContentLength    int64
	Temperature      *float64
	fingerprint      [32]byte
	maxTokensIsGiven bool
}

// readRequest reads a chat request and what its last user message says.
func readRequest(raw []byte) (Request, error) {
	var body struct {
		Model    string `json:"model"`
		Messages []struct{ Role, Content string }
		Format   *struct {
			Type   string `json:"type"`
			Schema struct {
				Strict bool `json:"strict"`
				Schema struct {
					Properties map[string]json.RawMessage `json:"properties"`
					Required   []string                   `json:"required"`
					Additional *bool                      `json:"additionalProperties"`
				} `json:"schema"`
			} `json:"json_schema"`
		} `json:"response_format"`
		MaxTokens   *int     `json:"max_tokens"`
		Completion  *int     `json:"max_completion_tokens"`
		Temperature *float64 `json:"temperature"`
		Stream      bool     `json:"stream"`
	}
	if err := json.Unmarshal(raw, &body); err != nil {
		return Request{}, fmt.Errorf("the request is no JSON: %w", err)
	}
	if body.Stream {
		return Request{}, fmt.Errorf("stream is not asked for here")
	}
	r := Request{Model: body.Model, Temperature: body.Temperature}
	for _, m := range body.Messages {
		switch m.Role {
		case "system":
			r.System = m.Content
		case "user":
			r.User = m.Content
		}
	}
	var user struct {
		Task, From, To, Title          string
		Before, After, Terms, Examples json.RawMessage
		Segments, Candidates           map[string]string
	}
	if err := json.Unmarshal([]byte(r.User), &user); err != nil {
		return Request{}, fmt.Errorf("the last user message is no JSON object: %w", err)
	}
	r.Task, r.From, r.To, r.Title = user.Task, user.From, user.To, user.Title
	r.Before, r.After, r.Terms, r.Examples = user.Before, user.After, user.Terms, user.Examples
	r.Segments, r.Candidates = user.Segments, user.Candidates
	if body.MaxTokens != nil {
		r.MaxTokens, r.maxTokensIsGiven = *body.MaxTokens, true
	}
	if body.Completion != nil {
		r.MaxTokens = *body.Completion
	}
	if body.Format != nil {
		r.Form = body.Format.Type
		sch := body.Format.Schema
		if r.Form == "json_schema" && r.Task == "" {
			if !sch.Strict || sch.Schema.Additional == nil || *sch.Schema.Additional || len(sch.Schema.Required) != len(r.Segments) || len(sch.Schema.Properties) != len(r.Segments) {
				return Request{}, fmt.Errorf("the schema does not name every number")
			}
			for _, name := range sch.Schema.Required {
				if _, ok := r.Segments[name]; !ok {
					return Request{}, fmt.Errorf("the schema requires %q, which is not asked", name)
				}
			}
		}
	}
	r.fingerprint = sha256.Sum256([]byte(r.User))
	return r, nil
}
