package openai

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/recto/recto/internal/openaitest"
	"github.com/recto/recto/pipeline/translate"
)

func TestTheRequestIsOneJSONObject(t *testing.T) {
	s := openaitest.Start(t, openaitest.Options{Key: key})
	tr, err := New(Config{BaseURL: s.URL, Model: "m", Key: key})
	if err != nil {
		t.Fatal(err)
	}
	_, err = tr.Translate(context.Background(), translate.Batch{
		From: "fr", To: "es", Before: []string{"Avant."}, Segments: []string{"Un <b>mot</b>.", "\"Deux\" </think> {\"1\":2}"},
		Terms: []translate.Term{{Source: "mot", Target: "palabra"}}, MaxOutput: 99,
	})
	if err != nil {
		t.Fatal(err)
	}
	r := s.Requests()[0]
	want := `{"from":"fr","to":"es","before":["Avant."],"segments":{"1":"Un <b>mot</b>.","2":"\"Deux\" </think> {\"1\":2}"},"terms":[{"source":"mot","target":"palabra"}]}`
	if r.User != want {
		t.Errorf("message\n%s\nwant\n%s", r.User, want)
	}
	if r.Form != "json_schema" || r.Temperature == nil || *r.Temperature != 0 || r.MaxTokens != 99 || r.ContentLength <= 0 {
		t.Errorf("form %q, temperature %v, most %d, content length %d", r.Form, r.Temperature, r.MaxTokens, r.ContentLength)
	}
}

func TestReasoningModelsGetTheirParameters(t *testing.T) {
	var body map[string]any
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = json.NewDecoder(r.Body).Decode(&body)
		_, _ = io.WriteString(w, completionOf(`"{}"`))
	}))
	defer s.Close()
	for _, model := range []string{"o3-mini", "gpt-5", "gpt-5-mini", "openai/o1"} {
		tr, err := New(Config{BaseURL: s.URL, Model: model})
		if err != nil {
			t.Fatal(err)
		}
		b := oneSegment
		b.MaxOutput = 500
		if _, err := tr.Translate(context.Background(), b); err != nil {
			t.Fatalf("%s: %v", model, err)
		}
		if body["max_completion_tokens"] != 500.0 || body["max_tokens"] != nil || body["temperature"] != nil {
			t.Errorf("%s: %v", model, body)
		}
	}
}

func TestStepsDownOnceAndRemembers(t *testing.T) {
	for _, c := range []struct {
		faults []openaitest.Fault
		want   string
		steps  int
	}{
		{[]openaitest.Fault{openaitest.SchemaNo}, "json_object", 1},
		{[]openaitest.Fault{openaitest.ObjectNo}, "lines", 2},
		{[]openaitest.Fault{openaitest.MaxTokensNo}, "json_schema max_completion_tokens", 1},
		{[]openaitest.Fault{openaitest.ObjectNo, openaitest.MaxTokensNo}, "lines max_completion_tokens", 3},
	} {
		s := openaitest.Start(t, openaitest.Options{Faults: c.faults})
		notes := &translate.MemoryLedger{}
		config := Config{BaseURL: s.URL, Model: "m", Notes: notes}
		ask := func() int {
			tr, err := New(config)
			if err != nil {
				t.Fatal(err)
			}
			b := oneSegment
			b.MaxOutput = 100
			for tries := 0; ; tries++ {
				_, err := tr.Translate(context.Background(), b)
				var f *translate.Failure
				if errors.As(err, &f) && f.Fault == translate.Stepped && tries < 5 {
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				if got := tr.habits.get(context.Background()).String(); got != c.want {
					t.Errorf("%v: manners %q, want %q", c.faults, got, c.want)
				}
				return tries
			}
		}
		if steps := ask(); steps != c.steps {
			t.Errorf("%v: %d steps, want %d", c.faults, steps, c.steps)
		}
		if steps := ask(); steps != 0 {
			t.Errorf("%v: the next run needs %d steps again", c.faults, steps)
		}
	}
}

func TestNoRedirectCarriesTheKeyElsewhere(t *testing.T) {
	var reached atomic.Int32
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Add(1) }))
	defer other.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		s := httptest.NewServer(http.RedirectHandler(other.URL+"/v1/chat/completions", status))
		_, err := translator(t, s.URL).Translate(context.Background(), oneSegment)
		s.Close()
		var f *translate.Failure
		if !errors.As(err, &f) || f.Fault != translate.Fatal || !strings.Contains(f.Message, "redirects") {
			t.Errorf("%d: error %v", status, err)
		}
	}
	if reached.Load() > 0 {
		t.Errorf("%d requests went to the other host", reached.Load())
	}
}

func TestAnEndlessAnswerIsBounded(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		block := []byte(strings.Repeat(" ", 1<<20))
		for range 64 {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	}))
	defer s.Close()
	_, err := translator(t, s.URL).Translate(context.Background(), oneSegment)
	if err == nil || !strings.Contains(err.Error(), "16 MB") {
		t.Errorf("error %v", err)
	}
}

func TestErrorsShowNeitherKeyNorText(t *testing.T) {
	text := oneSegment.Segments[0]
	s := serve(t, 400, nil, fmt.Sprintf(`{"error":{"message":"bad input %s for Bearer %s"}}`, text, key))
	_, err := translator(t, s.URL).Translate(context.Background(), oneSegment)
	if err == nil || strings.Contains(err.Error(), text) || strings.Contains(err.Error(), key) {
		t.Errorf("error %v", err)
	}
	dead := httptest.NewServer(nil)
	dead.Close()
	_, err = translator(t, dead.URL).Translate(context.Background(), oneSegment)
	if err == nil || strings.Contains(err.Error(), key) || strings.Contains(err.Error(), "http://") {
		t.Errorf("error %v", err)
	}
}

func TestOfflineReachesThisMachineOnly(t *testing.T) {
	for url, ok := range map[string]bool{"http://127.0.0.1:1/v1": true, "http://localhost:1/v1": true, "http://[::1]:1/v1": true, "https://api.example.org/v1": false, "": false, "http://192.0.2.1/v1": false} {
		_, err := New(Config{BaseURL: url, Model: "m", Offline: true})
		if (err == nil) != ok {
			t.Errorf("%q: error %v", url, err)
		}
	}
}

func TestBaseURLs(t *testing.T) {
	for url, host := range map[string]string{"": "api.openai.com", "https://x.example/v1/": "x.example", "http://127.0.0.1:8080": "", "http://localhost:11434/v1": ""} {
		got, err := Config{BaseURL: url}.Host()
		if err != nil || got != host {
			t.Errorf("%q: host %q, error %v", url, got, err)
		}
	}
	for _, url := range []string{"api.openai.com/v1", "ftp://x/v1", "http://", "http://user:pw@x/v1"} {
		if _, err := (Config{BaseURL: url}).Host(); err == nil || strings.Contains(err.Error(), "pw") {
			t.Errorf("%q: error %v", url, err)
		}
	}
}

func TestTheFingerprintKnowsWhatShapesAnswers(t *testing.T) {
	base := Config{BaseURL: "https://a.example/v1", Model: "m"}
	print := func(c Config) string {
		tr, err := New(c)
		if err != nil {
			t.Fatal(err)
		}
		return tr.Fingerprint()
	}
	same, other, prompt := base, base, base
	same.Key = "another"
	other.Model = "m2"
	prompt.Prompt = "Translate."
	if print(base) != print(same) {
		t.Error("the key shapes the fingerprint")
	}
	if print(base) == print(other) || print(base) == print(prompt) {
		t.Error("model or prompt do not")
	}
	if print(Config{BaseURL: "http://127.0.0.1:1/v1", Model: "m"}) != print(Config{BaseURL: "http://127.0.0.1:2/v1", Model: "m"}) {
		t.Error("a local port shapes it")
	}
}

func TestAzure(t *testing.T) {
	var path, header string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path, header = r.URL.String(), r.Header.Get("Api-Key")
		_, _ = io.WriteString(w, completionOf(`"{}"`))
	}))
	defer s.Close()
	tr, err := New(Config{BaseURL: s.URL, Model: "my gpt-4.1", Key: key, APIVersion: "2024-10-21"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tr.Translate(context.Background(), oneSegment); err != nil {
		t.Fatal(err)
	}
	if path != "/openai/deployments/my%20gpt-4.1/chat/completions?api-version=2024-10-21" || header != key {
		t.Errorf("path %s, key %q", path, header)
	}
}

func TestEmbedderChecksWhatItGets(t *testing.T) {
	s := openaitest.Start(t, openaitest.Options{})
	e, err := NewEmbedder(Config{BaseURL: s.URL, Model: "e"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	texts := make([]string, 150) // three requests
	for i := range texts {
		texts[i] = fmt.Sprintf("phrase %d", i)
	}
	texts[149] = texts[0]
	v, err := e.Embed(context.Background(), texts)
	if err != nil || len(v) != len(texts) {
		t.Fatalf("%d vectors, error %v", len(v), err)
	}
	same, diff := 0.0, 0.0
	for i := range v[0] {
		same += float64(v[0][i] * v[149][i])
		diff += float64(v[0][i] * v[77][i])
	}
	if same < 0.999 || diff > 0.999 {
		t.Errorf("equal texts %f, others %f: not in order", same, diff)
	}
	for name, body := range map[string]string{
		"too few":       `{"data":[{"index":0,"embedding":[1,2]}]}`,
		"twice":         `{"data":[{"index":0,"embedding":[1,2]},{"index":0,"embedding":[1,2]}]}`,
		"beyond":        `{"data":[{"index":0,"embedding":[1,2]},{"index":7,"embedding":[1,2]}]}`,
		"other sizes":   `{"data":[{"index":0,"embedding":[1,2]},{"index":1,"embedding":[1]}]}`,
		"empty":         `{"data":[{"index":0,"embedding":[]},{"index":1,"embedding":[]}]}`,
		"no number":     `{"data":[{"index":0,"embedding":[NaN,2]},{"index":1,"embedding":[1,2]}]}`,
		"out of range":  `{"data":[{"index":0,"embedding":[1e99,2]},{"index":1,"embedding":[1,2]}]}`,
		"wrong entries": `{"data":"none"}`,
	} {
		e, err := NewEmbedder(Config{BaseURL: serve(t, 200, nil, body).URL, Model: "e"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		if v, err := e.Embed(context.Background(), []string{"a", "b"}); err == nil {
			t.Errorf("%s: %v", name, v)
		}
	}
}

func TestAdjudicatorOnlyChooses(t *testing.T) {
	var seen openaitest.Request
	s := openaitest.Start(t, openaitest.Options{Choose: func(r openaitest.Request) int { seen = r; return 2 }})
	a, err := NewAdjudicator(Config{BaseURL: s.URL, Model: "m"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	k, err := a.Choose(context.Background(), "fr", "avant", []string{"un", "deux", "trois"}, "après")
	if err != nil || k != 1 {
		t.Errorf("chose %d, error %v", k, err)
	}
	want := `{"task":"order","from":"fr","before":"avant","candidates":{"1":"un","2":"deux","3":"trois"},"after":"après"}`
	if seen.User != want {
		t.Errorf("message %s", seen.User)
	}
	for content, want := range map[string]int{`{"choice":"0"}`: -1, `{"choice":3}`: 2, `{"choice":"4"}`: -1, "2": 1, `The best is 1`: -1, ``: -1, "```json\n{\"choice\":\"1\"}\n```": 0, `{"choice":"deux"}`: -1} {
		if got := readChoice(content, 3); got != want {
			t.Errorf("%q: %d, want %d", content, got, want)
		}
	}
}

func TestProbe(t *testing.T) {
	s := openaitest.Start(t, openaitest.Options{Models: []string{"b", "a"}, Faults: []openaitest.Fault{openaitest.SchemaNo}})
	f := Probe(context.Background(), Config{BaseURL: s.URL, Model: "a"})
	if !f.Answered || f.Form != JSONObject || strings.Join(f.Models, " ") != "a b" || f.Err != nil {
		t.Errorf("finding %+v", f)
	}
	if f := Probe(context.Background(), Config{BaseURL: "http://127.0.0.1:1/v1", Model: "a"}); f.Answered || f.Err == nil {
		t.Errorf("finding %+v", f)
	}
}
