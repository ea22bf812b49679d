package openai

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/recto/recto/pipeline/translate"
)

const key = "sk-secret-0123456789"

// serve answers every request the same way.
func serve(t *testing.T, status int, header map[string]string, body string) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		for k, v := range header {
			w.Header().Set(k, v)
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}))
	t.Cleanup(s.Close)
	return s
}

func translator(t *testing.T, url string) *Translator {
	t.Helper()
	tr, err := New(Config{BaseURL: url + "/v1", Model: "m", Key: key})
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

var oneSegment = translate.Batch{From: "fr", To: "es", Segments: []string{"Une phrase du document."}}

// The shapes are those of the servers' documentation and bug reports.
func TestFailuresByServer(t *testing.T) {
	for _, c := range []struct {
		server string
		status int
		header map[string]string
		body   string
		fault  translate.Fault
		after  time.Duration
		says   string
	}{
		{"OpenAI, key", 401, nil, `{"error":{"message":"Incorrect API key provided: ` + key + `.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}`, translate.Fatal, 0, "Incorrect API key"},
		{"OpenAI, quota", 429, nil, `{"error":{"message":"You exceeded your current quota, please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}`, translate.Fatal, 0, "quota"},
		{"OpenAI, rate", 429, map[string]string{"Retry-After-Ms": "1500", "Retry-After": "2"}, `{"error":{"message":"Rate limit reached for gpt-4o-mini. Please try again in 1.2s.","type":"requests","code":"rate_limit_exceeded"}}`, translate.Limited, 1500 * time.Millisecond, "Rate limit"},
		{"OpenAI, rate in words", 429, nil, `{"error":{"message":"Rate limit reached. Please try again in 6m0s. Please try again in 1.2s.","type":"tokens","code":"rate_limit_exceeded"}}`, translate.Limited, 1200 * time.Millisecond, ""},
		{"OpenAI, model", 404, nil, `{"error":{"message":"The model 'gpt-9' does not exist or you do not have access to it.","type":"invalid_request_error","param":null,"code":"model_not_found"}}`, translate.Fatal, 0, "gpt-9"},
		{"OpenAI, too long", 400, nil, `{"error":{"message":"This model's maximum context length is 8192 tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}`, translate.Oversize, 0, ""},
		{"OpenAI, parameter", 400, nil, `{"error":{"message":"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.","type":"invalid_request_error","param":"max_tokens","code":"unsupported_parameter"}}`, translate.Stepped, 0, ""},
		{"OpenAI, temperature", 400, nil, `{"error":{"message":"Unsupported value: 'temperature' does not support 0 with this model.","type":"invalid_request_error","param":"temperature","code":"unsupported_value"}}`, translate.Stepped, 0, ""},
		{"Azure, filter", 400, nil, `{"error":{"message":"The response was filtered due to the prompt triggering Azure OpenAI's content management policy.","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"ResponsibleAIPolicyViolation"}}}`, translate.Unfit, 0, ""},
		{"Azure, rate", 429, map[string]string{"Retry-After": "26"}, `{"error":{"code":"429","message":"Requests have exceeded call rate limit. Please retry after 26 seconds."}}`, translate.Limited, 26 * time.Second, ""},
		{"Azure, deployment", 404, nil, `{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist."}}`, translate.Fatal, 0, "deployment"},
		{"OpenRouter, money", 402, nil, `{"error":{"code":402,"message":"Insufficient credits"}}`, translate.Fatal, 0, "credits"},
		{"OpenRouter, 200 with an error", 200, nil, `{"error":{"code":502,"message":"Provider returned error","metadata":{"provider_name":"x"}},"user_id":"u"}`, translate.Transient, 0, "Provider"},
		{"OpenRouter, 200 without money", 200, nil, `{"error":{"code":402,"message":"Insufficient credits"}}`, translate.Fatal, 0, ""},
		{"OpenRouter, moderation", 403, nil, `{"error":{"code":403,"message":"Your input was flagged","metadata":{"reasons":["x"]}}}`, translate.Unfit, 0, ""},
		{"OpenRouter, schema", 404, nil, `{"error":{"code":404,"message":"No endpoints found that support structured outputs"}}`, translate.Stepped, 0, ""},
		{"LM Studio, form", 400, nil, `{"error":"'response_format.type' must be 'json_schema' or 'text'"}`, translate.Stepped, 0, ""},
		{"LM Studio, model", 404, nil, `{"error":{"message":"No models loaded. Please load a model in the developer page.","type":"invalid_request_error","param":"model","code":"model_not_found"}}`, translate.Fatal, 0, "No models loaded"},
		{"llama.cpp, too long", 400, nil, `{"error":{"code":400,"message":"request (4390 tokens) exceeds the available context size (4096 tokens), try increasing it","type":"exceed_context_size_error","n_prompt_tokens":4390,"n_ctx":4096}}`, translate.Oversize, 0, ""},
		{"llama.cpp, too long, older", 500, nil, `{"error":{"code":500,"message":"Context size has been exceeded.","type":"server_error"}}`, translate.Oversize, 0, ""},
		{"llama.cpp, loading", 503, nil, `{"error":{"code":503,"message":"Loading model","type":"unavailable_error"}}`, translate.Transient, 0, "Loading"},
		{"llama.cpp, grammar", 400, nil, `{"error":{"code":400,"message":"failed to parse grammar","type":"invalid_request_error"}}`, translate.Stepped, 0, ""},
		{"Ollama, model", 404, nil, `{"error":{"message":"model \"x\" not found, try pulling it first","type":"api_error","param":null,"code":null}}`, translate.Fatal, 0, "pulling"},
		{"vLLM, too long", 400, nil, `{"object":"error","message":"This model's maximum context length is 2048 tokens. However, you requested 4000 tokens.","type":"BadRequestError","param":null,"code":400}`, translate.Oversize, 0, ""},
		{"vLLM, model", 404, nil, `{"object":"error","message":"The model ` + "`x`" + ` does not exist.","type":"NotFoundError","param":null,"code":404}`, translate.Fatal, 0, "does not exist"},
		{"vLLM, validation", 422, nil, `{"detail":[{"loc":["body","seed"],"msg":"extra fields not permitted"}]}`, translate.Stepped, 0, ""},
		{"LiteLLM, rate", 429, map[string]string{"Retry-After": "0.5"}, `{"error":{"message":"litellm.RateLimitError: no deployments available","type":"throttling_error","param":null,"code":"429"}}`, translate.Limited, 500 * time.Millisecond, ""},
		{"DeepSeek, form", 400, nil, `{"error":{"message":"This response_format type is unavailable now","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}`, translate.Stepped, 0, ""},
		{"DeepSeek, money", 402, nil, `{"error":{"message":"Insufficient Balance","type":"unknown_error","param":null,"code":"invalid_request_error"}}`, translate.Fatal, 0, "Balance"},
		{"Mistral, key", 401, nil, `{"message":"Unauthorized","request_id":"r"}`, translate.Fatal, 0, ""},
		{"Gemini, rate", 429, nil, `[{"error":{"code":429,"message":"Resource has been exhausted (e.g. check quota).","status":"RESOURCE_EXHAUSTED"}}]`, translate.Limited, 0, ""},
		{"reset headers alone", 429, map[string]string{"X-Ratelimit-Limit-Requests": "60", "X-Ratelimit-Remaining-Requests": "0", "X-Ratelimit-Reset-Requests": "1m30s"}, `{}`, translate.Limited, 90 * time.Second, ""},
		{"a date", 429, map[string]string{"Date": "Mon, 02 Jan 2006 15:04:05 GMT", "Retry-After": "Mon, 02 Jan 2006 15:04:12 GMT"}, `{}`, translate.Limited, 7 * time.Second, ""},
		{"an absurd wait", 429, map[string]string{"Retry-After": "1e300"}, ``, translate.Limited, 7 * 24 * time.Hour, ""},
		{"a wait that is none", 429, map[string]string{"Retry-After": "-3"}, ``, translate.Limited, 10 * time.Millisecond, ""},
		{"a proxy's page, 502", 502, map[string]string{"Content-Type": "text/html"}, `<html><body>Bad gateway</body></html>`, translate.Transient, 0, "502"},
		{"a proxy's page, 200", 200, map[string]string{"Content-Type": "text/html"}, `<!DOCTYPE html><p>Sign in</p>`, translate.Transient, 0, "web page"},
		{"no JSON, 200", 200, nil, `ok`, translate.Transient, 0, "base URL"},
		{"half a body", 200, nil, `{"choices":[{"message":{"content":"{\"1`, translate.Transient, 0, "half"},
		{"no choices", 200, nil, `{"choices":[]}`, translate.Transient, 0, "choices"},
		{"null choices", 200, nil, `{"choices":null}`, translate.Transient, 0, "choices"},
		{"wrong path", 404, nil, `404 page not found`, translate.Fatal, 0, "/v1"},
		{"timeout", 408, nil, ``, translate.Transient, 0, "408"},
		{"conflict", 409, nil, ``, translate.Transient, 0, "409"},
		{"overloaded", 529, nil, `{"error":{"message":"Overloaded"}}`, translate.Transient, 0, "Overloaded"},
		{"too large", 413, nil, `<html>`, translate.Oversize, 0, ""},
	} {
		t.Run(c.server, func(t *testing.T) {
			_, err := translator(t, serve(t, c.status, c.header, c.body).URL).Translate(context.Background(), oneSegment)
			var f *translate.Failure
			if !errors.As(err, &f) {
				t.Fatalf("error %v", err)
			}
			if f.Fault != c.fault || f.After != c.after {
				t.Errorf("fault %d after %v, want %d after %v: %v", f.Fault, f.After, c.fault, c.after, f)
			}
			if !strings.Contains(f.Error(), c.says) {
				t.Errorf("%q does not say %q", f, c.says)
			}
			if strings.Contains(f.Error(), key) || strings.ContainsAny(f.Error(), "\n\r") {
				t.Errorf("the key or a line break in %q", f)
			}
		})
	}
}

// completionOf is a whole answer with the given message content.
func completionOf(content string) string {
	return `{"id":"x","object":"chat.completion","created":1,"model":"m-1","choices":[{"index":0,"message":{"role":"assistant","content":` + content + `},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":7,"total_tokens":19}}`
}

func TestAnswersByServer(t *testing.T) {
	sound := `"{\"1\":{\"anchor\":\"Une phrase\",\"text\":\"Una frase.\"}}"`
	for _, c := range []struct {
		server, body string
		text, anchor string
		finish       string
		in           int
	}{
		{"OpenAI", completionOf(sound), "Una frase.", "Une phrase", "stop", 12},
		{"parts", completionOf(`[{"type":"text","text":"{\"1\":{\"anchor\":\"Une phrase\",\"text\":\"Una frase.\"}}"}]`), "Una frase.", "Une phrase", "stop", 12},
		{"odd fields", strings.Replace(completionOf(sound), `"created":1`, `"created":"yesterday","x_groq":{"id":1},"service_tier":7`, 1), "Una frase.", "Une phrase", "stop", 12},
		{"absurd usage", strings.Replace(completionOf(sound), `"prompt_tokens":12`, `"prompt_tokens":1e99`, 1), "Una frase.", "Une phrase", "stop", -1},
		{"null usage", strings.Replace(completionOf(sound), `"usage":{"prompt_tokens":12,"completion_tokens":7,"total_tokens":19}`, `"usage":null`, 1), "Una frase.", "Une phrase", "stop", -1},
		{"an error that is null", strings.Replace(completionOf(sound), `"id":"x"`, `"error":null`, 1), "Una frase.", "Une phrase", "stop", 12},
		{"reasoning beside", strings.Replace(completionOf(sound), `"role":"assistant"`, `"role":"assistant","reasoning_content":"hm {\"1\":…}"`, 1), "Una frase.", "Une phrase", "stop", 12},
		{"reasoning before", completionOf(`"<think>\nThe user wants {\"1\": …} </think>\n{\"1\":{\"anchor\":\"Une phrase\",\"text\":\"Una frase.\"}}"`), "Una frase.", "Une phrase", "stop", 12},
		{"a fence", completionOf("\"```json\\n{\\\"1\\\":{\\\"anchor\\\":\\\"Une phrase\\\",\\\"text\\\":\\\"Una frase.\\\"}}\\n```\""), "Una frase.", "Une phrase", "stop", 12},
		{"the mark of an end inside", completionOf(`"{\"1\":{\"anchor\":\"Une phrase\",\"text\":\"a </think> {b}\"}}"`), "a </think> {b}", "Une phrase", "stop", 12},
		{"wrapped", completionOf(`"{\"translations\":{\"1\":{\"anchor\":\"Une phrase\",\"text\":\"Una frase.\"}}}"`), "Una frase.", "Une phrase", "stop", 12},
		{"no anchor", completionOf(`"{\"1\":\"Una frase.\"}"`), "Una frase.", "", "stop", 12},
		{"lines", completionOf(`"1\tUne phrase\tUna frase."`), "Una frase.", "Une phrase", "stop", 12},
		{"list", completionOf(`"1. Una frase."`), "Una frase.", "", "stop", 12},
		{"cut", strings.Replace(completionOf(sound), `"finish_reason":"stop"`, `"finish_reason":"length"`, 1), "Una frase.", "Une phrase", "length", 12},
		{"no finish", strings.Replace(completionOf(sound), `"finish_reason":"stop"`, `"finish_reason":null`, 1), "Una frase.", "Une phrase", "", 12},
	} {
		t.Run(c.server, func(t *testing.T) {
			a, err := translator(t, serve(t, 200, nil, c.body).URL).Translate(context.Background(), oneSegment)
			if err != nil {
				t.Fatal(err)
			}
			if len(a.Replies) != 1 || a.Replies[0].Number != 1 || a.Replies[0].Text != c.text || a.Replies[0].Anchor != c.anchor || a.Finish != c.finish || a.In != c.in {
				t.Errorf("answers %+v", a)
			}
		})
	}
}

func TestRefusalField(t *testing.T) {
	body := strings.Replace(completionOf(`null`), `"role":"assistant"`, `"role":"assistant","refusal":"I can't."`, 1)
	a, err := translator(t, serve(t, 200, nil, body).URL).Translate(context.Background(), oneSegment)
	if err != nil || a.Refusal != "I can't." || len(a.Replies) != 0 {
		t.Errorf("answers %+v, error %v", a, err)
	}
}

func TestDoubledNumbersStay(t *testing.T) {
	got, _, _ := readAnswer(`{"1":{"anchor":"a","text":"x"},"1":{"anchor":"a","text":"y"},"9":{"anchor":"b","text":"z"},"2":{"text":"p","text":"q"}}`, 2)
	if len(got) != 4 || got[0].Text != "x" || got[1].Text != "y" || got[2].Number != 9 || got[3].Text != "" {
		t.Errorf("replies %+v", got)
	}
}

func TestACutObjectGivesWhatIsWhole(t *testing.T) {
	got, _, _ := readAnswer(`{"1":{"anchor":"a","text":"x"},"2":{"anchor":"b","te`, 2)
	if len(got) != 1 || got[0].Text != "x" {
		t.Errorf("replies %+v", got)
	}
}

func FuzzReadAnswer(f *testing.F) {
	for _, s := range []string{`{"1":{"anchor":"a","text":"b"}}`, "```json\n{}```", "<think>{</think>{", "1\ta\tb\n2. c", `{"a":{"b":{"1":"x"}}}`, strings.Repeat("{", 50)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		replies, lines, _ := readAnswer(s, 3)
		for _, r := range replies {
			if lines && (r.Number < 1 || r.Number > 3) {
				t.Errorf("a line under number %d", r.Number)
			}
		}
		readChoice(s, 3)
		readComplaint([]byte(s))
	})
}
