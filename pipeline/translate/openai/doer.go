package openai

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/recto/recto/pipeline/translate"
)

// mostBytes of a response are read. A full answer of 32,000 tokens has some
// hundred thousand.
const mostBytes = 16 << 20

// doer is the HTTP client under go-openai, and the one place for what that
// would get wrong: it adds parameters whose zero go-openai drops, reads the
// body whole and within bounds, makes every failure a *translate.Failure with
// the server's own words and headers, and hands on a body that always decodes.
type doer struct {
	key, host string
	client    *http.Client
}

// call is what goes with a request through go-openai, by its context.
type call struct {
	params map[string]any // added to the body
	usage  bool           // the answer counted tokens, and they fit an int
}

type callKey struct{}

func withCall(ctx context.Context, c *call) context.Context {
	return context.WithValue(ctx, callKey{}, c)
}

// Do implements go-openai's HTTPDoer.
func (d *doer) Do(req *http.Request) (*http.Response, error) {
	c, _ := req.Context().Value(callKey{}).(*call)
	if c != nil && len(c.params) > 0 && req.Body != nil {
		if err := addParams(req, c.params); err != nil {
			return nil, err
		}
	}
	req.Header.Set("User-Agent", "recto")
	res, err := d.client.Do(req)
	if err != nil {
		return nil, d.unreachable(req.Context(), err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, mostBytes+1))
	switch {
	case err != nil:
		f := d.unreachable(req.Context(), err)
		f.Paid = res.StatusCode == http.StatusOK
		f.Status = res.StatusCode
		f.Limits = limitsOf(res.Header)
		return nil, f
	case len(body) > mostBytes:
		return nil, &translate.Failure{Fault: translate.Transient, Status: res.StatusCode, Paid: true, Message: fmt.Sprintf("%s: an answer of more than %d MB", d.host, mostBytes>>20)}
	case res.StatusCode != http.StatusOK:
		return nil, d.failure(res, body)
	}
	body, err = d.checked(res, body, c)
	if err != nil {
		return nil, err
	}
	res.Body = io.NopCloser(bytes.NewReader(body))
	res.ContentLength = int64(len(body))
	return res, nil
}

// addParams puts parameters into the JSON body.
func addParams(req *http.Request, params map[string]any) error {
	old, err := io.ReadAll(req.Body)
	if err != nil {
		return err
	}
	extra, err := json.Marshal(params)
	if err != nil {
		return err
	}
	body := bytes.TrimSpace(old)
	if len(body) < 3 || body[len(body)-1] != '}' {
		return errors.New("openai: the request is no JSON object")
	}
	body = append(append(body[:len(body)-1:len(body)-1], ','), extra[1:]...)
	req.Body = io.NopCloser(bytes.NewReader(body))
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	req.ContentLength = int64(len(body))
	return nil
}

// checked looks at a body that came with 200: it may be a page of a proxy, an
// error after all, or hold numbers that do not decode.
func (d *doer) checked(res *http.Response, body []byte, c *call) ([]byte, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil {
		if bytes.Contains(body, []byte("NaN")) { // what Python's json writes
			return nil, &translate.Failure{Fault: translate.Unfit, Status: 200, Message: d.host + " answers with a value that is no number"}
		}
		what := "something other than JSON"
		if looksLikeHTML(res, body) {
			what = "a web page"
		} else if looksCut(body) {
			what = "half an answer"
		}
		return nil, &translate.Failure{Fault: translate.Transient, Status: 200, Paid: what == "half an answer", Limits: limitsOf(res.Header), Message: fmt.Sprintf("%s answers with %s: is the base URL right?", d.host, what)}
	}
	if raw, ok := fields["error"]; ok && string(raw) != "null" && len(fields["choices"]) == 0 && len(fields["data"]) == 0 {
		return nil, d.failure(res, body)
	}
	var usage struct {
		In  *int `json:"prompt_tokens"`
		Out *int `json:"completion_tokens"`
	}
	raw, ok := fields["usage"]
	fine := ok && json.Unmarshal(raw, &usage) == nil && usage.In != nil && usage.Out != nil
	// Only what is used goes on to go-openai, so that no oddity elsewhere in
	// the object costs the answer.
	clean := map[string]any{}
	for _, name := range []string{"id", "object", "model", "choices", "data"} {
		if v, ok := fields[name]; ok {
			clean[name] = v
		}
	}
	var text string
	if json.Unmarshal(fields["model"], &text) != nil {
		delete(clean, "model")
	}
	if json.Unmarshal(fields["id"], &text) != nil {
		delete(clean, "id")
	}
	if json.Unmarshal(fields["object"], &text) != nil {
		delete(clean, "object")
	}
	if raw, ok := fields["choices"]; ok {
		choices, err := cleanChoices(raw)
		if err != nil {
			return nil, &translate.Failure{Fault: translate.Transient, Status: 200, Paid: true, Limits: limitsOf(res.Header), Message: d.host + " answers with choices that are none"}
		}
		clean["choices"] = choices
	}
	if fine {
		clean["usage"] = map[string]int{"prompt_tokens": *usage.In, "completion_tokens": *usage.Out}
		if c != nil {
			c.usage = true
		}
	}
	return json.Marshal(clean)
}

// choice is what of a choice matters.
type choice struct {
	Message struct {
		Role    string `json:"role"`
		Content string `json:"content"`
		Refusal string `json:"refusal,omitempty"`
	} `json:"message"`
	Finish string `json:"finish_reason"`
}

// cleanChoices reads choices leniently: content may be a string, null, or a
// list of parts.
func cleanChoices(raw json.RawMessage) ([]choice, error) {
	if string(raw) == "null" {
		return []choice{}, nil
	}
	var list []struct {
		Message struct {
			Content json.RawMessage `json:"content"`
			Refusal json.RawMessage `json:"refusal"`
		} `json:"message"`
		Finish json.RawMessage `json:"finish_reason"`
	}
	if err := json.Unmarshal(raw, &list); err != nil {
		return nil, err
	}
	out := make([]choice, len(list))
	for i, c := range list {
		out[i].Message.Role = "assistant"
		out[i].Message.Content = contentOf(c.Message.Content)
		_ = json.Unmarshal(c.Message.Refusal, &out[i].Message.Refusal) // else: none
		_ = json.Unmarshal(c.Finish, &out[i].Finish)
	}
	return out, nil
}

func contentOf(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	var parts []struct {
		Type string `json:"type"`
		Text string `json:"text"`
	}
	if json.Unmarshal(raw, &parts) != nil {
		return ""
	}
	var b strings.Builder
	for _, p := range parts {
		if p.Type == "text" || p.Type == "output_text" || p.Type == "" {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func looksLikeHTML(res *http.Response, body []byte) bool {
	head := bytes.ToLower(bytes.TrimSpace(body[:min(len(body), 200)]))
	return strings.Contains(res.Header.Get("Content-Type"), "html") || bytes.HasPrefix(head, []byte("<!doctype")) || bytes.HasPrefix(head, []byte("<html"))
}

func looksCut(body []byte) bool {
	body = bytes.TrimSpace(body)
	return len(body) > 0 && body[0] == '{' && body[len(body)-1] != '}'
}

// unreachable makes an error of the network one for the user: without the URL,
// which may hold secrets.
func (d *doer) unreachable(ctx context.Context, err error) *translate.Failure {
	var already *translate.Failure
	if errors.As(err, &already) {
		return already
	}
	cause := err
	var u *url.Error
	if errors.As(err, &u) {
		cause = u.Err
	}
	f := &translate.Failure{Fault: translate.Transient, Err: cause, Message: d.clean(fmt.Sprintf("%s: %v", d.host, cause))}
	if ctx.Err() != nil {
		f.Err = ctx.Err()
	}
	text := cause.Error()
	switch {
	case strings.Contains(text, "certificate"), strings.Contains(text, "--offline"):
		f.Fault = translate.Fatal
	case errors.Is(cause, io.ErrUnexpectedEOF), errors.Is(cause, io.EOF):
		f.Message = d.host + ": the connection was cut"
	}
	return f
}

// clean takes the key out of a text, and keeps it to one line of sane length.
func (d *doer) clean(text string) string {
	if d.key != "" {
		text = strings.ReplaceAll(text, d.key, "[key]")
	}
	text = strings.Join(strings.Fields(text), " ")
	if r := []rune(text); len(r) > 300 {
		text = string(r[:300]) + "…"
	}
	return text
}
