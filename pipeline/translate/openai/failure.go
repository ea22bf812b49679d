package openai

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/recto/recto/pipeline/translate"
)

// complaint is what servers say with an error, whatever its shape.
type complaint struct {
	message, code, kind string
	status              int // where the body holds it
}

func (c complaint) all() string { return strings.ToLower(c.message + " " + c.code + " " + c.kind) }

// readComplaint knows the shapes in use: {"error":{"message","type","code"}} of
// OpenAI and most, {"error":"…"} of LM Studio and Ollama, {"message":…,"type":…}
// of vLLM and Mistral, {"detail":…} of FastAPI, [{"error":…}] of Gemini, or text.
func readComplaint(body []byte) complaint {
	var list []json.RawMessage
	if json.Unmarshal(body, &list) == nil && len(list) > 0 {
		body = list[0]
	}
	var fields map[string]json.RawMessage
	if json.Unmarshal(body, &fields) != nil {
		text := strings.TrimSpace(string(body[:min(len(body), 2000)]))
		if strings.HasPrefix(text, "<") {
			text = "" // a web page says nothing worth showing
		}
		return complaint{message: strings.ToValidUTF8(text, "")}
	}
	if raw, ok := fields["error"]; ok {
		var inner map[string]json.RawMessage
		if json.Unmarshal(raw, &inner) == nil && inner != nil {
			fields = inner
		} else {
			fields["message"] = raw
		}
	}
	c := complaint{message: word(fields["message"]), code: word(fields["code"]), kind: word(fields["type"])}
	if c.message == "" {
		c.message = word(fields["detail"])
	}
	c.status, _ = strconv.Atoi(c.code)
	// Azure and OpenRouter say more inside.
	for _, name := range []string{"innererror", "metadata", "param"} {
		if raw, ok := fields[name]; ok && string(raw) != "null" {
			c.kind += " " + string(raw)
		}
	}
	return c
}

// word gives a JSON value as text.
func word(raw json.RawMessage) string {
	var s string
	if len(raw) == 0 || string(raw) == "null" {
		return ""
	}
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return string(raw)
}

// failure tells what an answer that is none means for the run.
func (d *doer) failure(res *http.Response, body []byte) *translate.Failure {
	c := readComplaint(body)
	status := res.StatusCode
	if status == http.StatusOK { // an error all the same
		status = c.status
		if status < 400 || status > 599 {
			status = 0
		}
	}
	said := c.message
	if said == "" {
		said = strings.ToLower(http.StatusText(status))
	}
	f := &translate.Failure{
		Status: status, Limits: limitsOf(res.Header), After: retryAfter(res.Header, c.message),
		Message: d.clean(fmt.Sprintf("%s answers %d: %s", d.host, status, said)),
		Err:     serverError{status: status, said: c.all()},
	}
	f.Fault = faultOf(status, c.all())
	switch {
	case status >= 300 && status < 400:
		f.Message = fmt.Sprintf("%s redirects elsewhere, where text and key are not sent: set OPENAI_BASE_URL to the new address", d.host)
	case status == http.StatusNotFound && !strings.Contains(c.all(), "model"):
		f.Message = d.clean(fmt.Sprintf("%s knows no such address (%s): does the base URL end in /v1?", d.host, said))
	case f.Fault == translate.Limited && f.After == 0:
		f.After = f.Limits.RequestsReset
		if f.Limits.RequestsLeft > 0 || f.After == 0 {
			f.After = f.Limits.TokensReset
		}
	}
	return f
}

// serverError keeps what was said for those who learn from it.
type serverError struct {
	status int
	said   string
}

func (e serverError) Error() string { return "status " + strconv.Itoa(e.status) }

func faultOf(status int, said string) translate.Fault {
	about := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(said, w) {
				return true
			}
		}
		return false
	}
	oversize := about("context_length_exceeded", "maximum context length", "context size", "context length", "context window", "exceed_context", "too many tokens", "prompt is too long", "input is too long", "string_above_max_length")
	switch {
	case about("insufficient_quota", "exceeded your current quota", "billing_hard_limit", "billing_not_active", "insufficient balance", "insufficient credits", "credit balance"):
		return translate.Fatal
	case status == 413, oversize && (status == 400 || status == 422 || status == 500 || status == 0):
		return translate.Oversize
	case about("content_filter", "content_policy", "responsibleaipolicy", "moderation", "flagged"):
		return translate.Unfit
	case status == 429:
		return translate.Limited
	case status == 0, status == 408, status == 409, status == 425, status >= 500 && status != 501:
		return translate.Transient
	case about("model_not_found", "model not found", "does not exist", "unknown model", "invalid_model", "not a valid model", "no such model", "no models loaded", "not found, try pulling"), about("model") && status == 404:
		return translate.Fatal
	case about("invalid_api_key", "incorrect api key", "invalid api key", "unauthorized", "api key not valid"):
		return translate.Fatal
	case status == 400, status == 422, status == 415, status == 501:
		return translate.Unfit
	default: // 401, 402, 403, 404, 405, redirects
		return translate.Fatal
	}
}

var againIn = regexp.MustCompile(`(?i)(?:try again|retry) (?:in|after) ([0-9]+(?:\.[0-9]+)?) ?(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?)\b`)

// retryAfter is when the server wants to be asked again; 0 if it does not say.
func retryAfter(h http.Header, said string) time.Duration {
	if ms, err := strconv.ParseFloat(strings.TrimSpace(h.Get("Retry-After-Ms")), 64); err == nil && ms >= 0 {
		return least(seconds(ms / 1000))
	}
	if v := strings.TrimSpace(h.Get("Retry-After")); v != "" {
		if s, err := strconv.ParseFloat(v, 64); err == nil {
			return least(seconds(s))
		}
		if at, err := http.ParseTime(v); err == nil {
			now := time.Now()
			if date, err := http.ParseTime(h.Get("Date")); err == nil {
				now = date // the server's own clock
			}
			return least(at.Sub(now))
		}
	}
	if m := againIn.FindStringSubmatch(said); m != nil {
		n, _ := strconv.ParseFloat(m[1], 64)
		switch {
		case strings.HasPrefix(m[2], "ms"), strings.HasPrefix(m[2], "milli"):
			n /= 1000
		case strings.HasPrefix(m[2], "m"):
			n *= 60
		}
		return least(seconds(n))
	}
	return 0
}

// seconds makes a duration of any number, however absurd.
func seconds(s float64) time.Duration {
	switch {
	case !(s > 0):
		return 0
	case s > 7*24*3600:
		return 7 * 24 * time.Hour
	}
	return time.Duration(s * float64(time.Second))
}

// least makes "at once" a moment: 0 would say that the server said nothing.
func least(d time.Duration) time.Duration { return max(d, 10*time.Millisecond) }

// limitsOf reads the headers that tell the rate.
func limitsOf(h http.Header) translate.Limits {
	number := func(names ...string) int {
		for _, name := range names {
			if n, err := strconv.Atoi(strings.TrimSpace(h.Get(name))); err == nil && n >= 0 && n < 1<<40 {
				return n
			}
		}
		return 0
	}
	l := translate.Limits{
		Requests:      number("X-Ratelimit-Limit-Requests", "X-Ratelimit-Limit-Req-Minute", "X-Ratelimit-Limit"),
		Tokens:        number("X-Ratelimit-Limit-Tokens", "X-Ratelimit-Limit-Tokens-Minute"),
		RequestsLeft:  number("X-Ratelimit-Remaining-Requests", "X-Ratelimit-Remaining-Req-Minute", "X-Ratelimit-Remaining"),
		TokensLeft:    number("X-Ratelimit-Remaining-Tokens", "X-Ratelimit-Remaining-Tokens-Minute"),
		RequestsReset: reset(first(h.Get("X-Ratelimit-Reset-Requests"), h.Get("X-Ratelimit-Reset"))),
		TokensReset:   reset(h.Get("X-Ratelimit-Reset-Tokens")),
	}
	if first(h.Get("X-Ratelimit-Remaining-Requests"), h.Get("X-Ratelimit-Remaining-Req-Minute"), h.Get("X-Ratelimit-Remaining")) == "" {
		l.RequestsReset = 0
	}
	if first(h.Get("X-Ratelimit-Remaining-Tokens"), h.Get("X-Ratelimit-Remaining-Tokens-Minute")) == "" {
		l.TokensReset = 0
	}
	return l
}

func first(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// reset reads when a window ends: "6m0s", "120ms", seconds, or the moment as
// seconds or milliseconds since 1970.
func reset(v string) time.Duration {
	v = strings.TrimSpace(v)
	if v == "" {
		return 0
	}
	if n, err := strconv.ParseFloat(v, 64); err == nil {
		switch {
		case n > 1e11:
			return max(0, time.Until(time.UnixMilli(int64(min(n, 1e15)))))
		case n > 1e9:
			return max(0, time.Until(time.Unix(int64(n), 0)))
		}
		return seconds(n)
	}
	if d, err := time.ParseDuration(v); err == nil && d > 0 {
		return d
	}
	if t, err := time.Parse(time.RFC3339, v); err == nil {
		return max(0, time.Until(t))
	}
	return 0
}
