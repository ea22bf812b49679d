package openai

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/recto/recto/pipeline/translate"
)

// message is the last user message of a request.
type message struct {
	From     string              `json:"from"`
	To       string              `json:"to"`
	Title    string              `json:"title,omitempty"`
	Before   []string            `json:"before,omitempty"`
	Segments numbered            `json:"segments"`
	After    []string            `json:"after,omitempty"`
	Terms    []translate.Term    `json:"terms,omitempty"`
	Examples []translate.Example `json:"examples,omitempty"`
}

// numbered is a list that is written as an object with the numbers from 1 as
// keys, in their order.
type numbered []string

// MarshalJSON implements json.Marshaler.
func (n numbered) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, s := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(`"` + strconv.Itoa(i+1) + `":`)
		text, err := plainJSON(s)
		if err != nil {
			return nil, err
		}
		b.Write(text)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// plainJSON encodes without the escapes for HTML: a model should see <b>.
func plainJSON(v any) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimRight(b.Bytes(), "\n"), nil
}

func userMessage(b translate.Batch) (string, error) {
	text, err := plainJSON(message{
		From: b.From, To: b.To, Title: b.Title, Before: b.Before,
		Segments: b.Segments, After: b.After, Terms: b.Terms, Examples: b.Examples,
	})
	return string(text), err
}

// schema is the answer's JSON schema. It depends on the count alone, so that a
// server that compiles schemas compiles few.
func schema(n int) json.RawMessage {
	const item = `{"type":"object","properties":{"anchor":{"type":"string"},"text":{"type":"string"}},"required":["anchor","text"],"additionalProperties":false}`
	var props, names strings.Builder
	for i := 1; i <= n; i++ {
		if i > 1 {
			props.WriteByte(',')
			names.WriteByte(',')
		}
		number := `"` + strconv.Itoa(i) + `"`
		props.WriteString(number + ":" + item)
		names.WriteString(number)
	}
	return json.RawMessage(`{"type":"object","properties":{` + props.String() + `},"required":[` + names.String() + `],"additionalProperties":false}`)
}
