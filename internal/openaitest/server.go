package openaitest

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"
	"time"
)

// Options say how the server behaves. The zero value answers well and at once.
type Options struct {
	Seed   uint64
	Faults []Fault // those of the connection and of answers; see Rate
	// Rate is the share of requests, 0 to 1, that meet one of the Faults. A
	// fault of an answer meets the same request again; one of the connection
	// at most twice in a row.
	Rate float64
	// Schedule, if set, chooses the fault instead. n counts requests that say
	// the same, from 1.
	Schedule func(r Request, n int) Fault
	Latency  time.Duration
	Retry    time.Duration // what a 429 asks for
	// RequestsPerMinute is the limit, kept as a window of a minute that
	// slides; 0 is none. Headers tell of it unless Silent.
	RequestsPerMinute int
	Silent            bool
	Key               string // if set, another key gets 401
	Models            []string
	// Translate replaces the rule by which it translates.
	Translate func(from, to, text string) string
	// Choose answers requests with "task":"order": the number of the candidate,
	// 0 for none. Unset, it is 1.
	Choose func(r Request) int
}

// Server is the handler. Make one by New, Start or Pipe.
type Server struct {
	URL string // with Start and Pipe: what OPENAI_BASE_URL should be

	o      Options
	closed chan struct{}
	once   sync.Once

	mu       sync.Mutex
	requests []Request
	counts   map[[32]byte]int
	answered map[[32]byte]int
	recent   []time.Time // requests within the last minute
	accepted int
	refused  int
}

// New makes a server that nobody listens for.
func New(o Options) *Server {
	return &Server{o: o, closed: make(chan struct{}), counts: map[[32]byte]int{}, answered: map[[32]byte]int{}}
}

// Start makes a server that listens on this machine until the test ends.
func Start(t testing.TB, o Options) *Server {
	s := New(o)
	h := httptest.NewServer(s)
	h.Config.ErrorLog = nil
	s.URL = h.URL + "/v1"
	t.Cleanup(func() {
		s.Close()
		h.CloseClientConnections()
		h.Close()
	})
	return s
}

// Pipe makes a server that is reached without a network, by the transport that
// it gives: for tests in a synctest bubble.
func Pipe(t testing.TB, o Options) (*Server, *http.Transport) {
	s := New(o)
	s.URL = "http://localhost/v1"
	l := &pipeListener{conns: make(chan net.Conn), done: make(chan struct{})}
	h := &http.Server{Handler: s}
	go func() { _ = h.Serve(l) }()
	tr := &http.Transport{Dial: func(string, string) (net.Conn, error) {
		client, server := net.Pipe()
		select {
		case l.conns <- server:
			return client, nil
		case <-l.done:
			return nil, net.ErrClosed
		}
	}}
	t.Cleanup(func() {
		s.Close()
		tr.CloseIdleConnections()
		_ = h.Close()
	})
	return s, tr
}

type pipeListener struct {
	conns chan net.Conn
	once  sync.Once
	done  chan struct{}
}

func (l *pipeListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.done:
		return nil, net.ErrClosed
	}
}

func (l *pipeListener) Close() error {
	l.once.Do(func() { close(l.done) })
	return nil
}

func (l *pipeListener) Addr() net.Addr { return &net.UnixAddr{Name: "pipe"} }

// Close lets go of requests that hang.
func (s *Server) Close() { s.once.Do(func() { close(s.closed) }) }

// Requests gives all chat requests so far, in the order in which they came.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Request(nil), s.requests...)
}

// Repeated counts requests that came again after a whole answer to the very
// same had been sent. Asking one segment by itself up to three times is the
// client's right and not counted.
func (s *Server) Repeated() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, k := range s.answered {
		if k > 1 {
			n += k - 1
		}
	}
	return n
}

// Accepted and Refused count requests by whether they were within the limit.
func (s *Server) Accepted() int { s.mu.Lock(); defer s.mu.Unlock(); return s.accepted }

// Refused counts requests over the limit.
func (s *Server) Refused() int { s.mu.Lock(); defer s.mu.Unlock(); return s.refused }

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.o.Key != "" && r.Header.Get("Authorization") != "Bearer "+s.o.Key && r.Header.Get("Api-Key") != s.o.Key {
		reply(w, 401, map[string]any{"error": map[string]any{"message": "Incorrect API key provided: " + r.Header.Get("Authorization"), "type": "invalid_request_error", "code": "invalid_api_key"}})
		return
	}
	switch {
	case hasSuffix(r.URL.Path, "/models"):
		s.models(w)
	case hasSuffix(r.URL.Path, "/embeddings"):
		s.embeddings(w, r)
	case hasSuffix(r.URL.Path, "/chat/completions"):
		s.chat(w, r)
	case r.URL.Path == "/stats":
		s.mu.Lock()
		stats := map[string]int{"requests": len(s.requests), "accepted": s.accepted, "refused": s.refused}
		s.mu.Unlock()
		stats["repeated"] = s.Repeated()
		reply(w, 200, stats)
	default:
		reply(w, 404, map[string]any{"error": map[string]any{"message": "unknown path " + r.URL.Path}})
	}
}

func hasSuffix(path, end string) bool {
	return len(path) >= len(end) && path[len(path)-len(end):] == end
}

func reply(w http.ResponseWriter, status int, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

func (s *Server) models(w http.ResponseWriter) {
	list := []map[string]any{}
	for _, m := range s.o.Models {
		list = append(list, map[string]any{"id": m, "object": "model"})
	}
	reply(w, 200, map[string]any{"object": "list", "data": list})
}

// embeddings gives vectors of letter triples: texts that share words are near.
func (s *Server) embeddings(w http.ResponseWriter, r *http.Request) {
	var req struct{ Input []string }
	if err := json.NewDecoder(r.Body).Decode(&req); err != nil {
		reply(w, 400, map[string]any{"error": map[string]any{"message": err.Error()}})
		return
	}
	data := make([]map[string]any, len(req.Input))
	for i, text := range req.Input {
		v := make([]float64, 64)
		runes := []rune(" " + text + " ")
		for k := 0; k+3 <= len(runes); k++ {
			h := sha256.Sum256([]byte(string(runes[k : k+3])))
			v[h[0]%64] += 1
		}
		sum := 0.0
		for _, x := range v {
			sum += x * x
		}
		for k := range v {
			v[k] /= math.Sqrt(sum) + 1e-9
		}
		// The last first, as real servers may.
		data[len(data)-1-i] = map[string]any{"object": "embedding", "index": i, "embedding": v}
	}
	reply(w, 200, map[string]any{"object": "list", "data": data, "model": "test", "usage": map[string]int{"prompt_tokens": 1, "total_tokens": 1}})
}

// limit counts a request against the limit, and says whether it is over.
func (s *Server) limit(w http.ResponseWriter) bool {
	if s.o.RequestsPerMinute <= 0 {
		s.accepted++
		return false
	}
	now := time.Now()
	for len(s.recent) > 0 && now.Sub(s.recent[0]) >= time.Minute {
		s.recent = s.recent[1:]
	}
	left := s.o.RequestsPerMinute - len(s.recent)
	over := left <= 0
	wait := time.Duration(0)
	if len(s.recent) > 0 {
		wait = time.Minute - now.Sub(s.recent[0])
	}
	if over {
		s.refused++
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
	} else {
		s.accepted++
		s.recent = append(s.recent, now)
		left--
	}
	if !s.o.Silent {
		w.Header().Set("X-Ratelimit-Limit-Requests", strconv.Itoa(s.o.RequestsPerMinute))
		w.Header().Set("X-Ratelimit-Remaining-Requests", strconv.Itoa(max(0, left)))
		w.Header().Set("X-Ratelimit-Reset-Requests", wait.Round(time.Millisecond).String())
	}
	return over
}

func (s *Server) chat(w http.ResponseWriter, r *http.Request) {
	raw, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	req, err := readRequest(raw)
	if err != nil {
		reply(w, 400, map[string]any{"error": map[string]any{"message": err.Error(), "type": "invalid_request_error"}})
		return
	}
	req.ContentLength = r.ContentLength
	s.mu.Lock()
	s.requests = append(s.requests, req)
	over := s.limit(w)
	s.mu.Unlock()
	if over {
		reply(w, 429, map[string]any{"error": map[string]any{"message": "Rate limit reached", "type": "requests", "code": "rate_limit_exceeded"}})
		return
	}
	if message := s.refusesForm(req); message != "" {
		reply(w, 400, map[string]any{"error": map[string]any{"message": message, "type": "invalid_request_error"}})
		return
	}
	// What was refused for its form or the rate is not the same request yet: who
	// meets these depends on who comes first.
	s.mu.Lock()
	s.counts[req.fingerprint]++
	n := s.counts[req.fingerprint]
	s.mu.Unlock()
	fault := s.fault(req, n)
	latency := s.o.Latency
	if fault == Slow {
		latency *= 10
	}
	if latency > 0 {
		t := time.NewTimer(latency)
		defer t.Stop()
		select {
		case <-t.C:
		case <-r.Context().Done():
			return
		case <-s.closed:
			return
		}
	}
	body := s.answer(req, fault)
	if s.transport(w, r, fault, body) {
		return
	}
	s.mu.Lock()
	s.answered[req.fingerprint]++
	if len(req.Segments) == 1 {
		s.answered[req.fingerprint] = 0
	}
	s.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body)
}

// fault chooses what a request meets.
func (s *Server) fault(req Request, n int) Fault {
	if s.o.Schedule != nil {
		return s.o.Schedule(req, n)
	}
	var pool []Fault
	for _, f := range s.o.Faults {
		if oneOf(f, Transport) || oneOf(f, Answer) {
			pool = append(pool, f)
		}
	}
	if len(pool) == 0 {
		return None
	}
	roll := func(k int) (float64, uint64) {
		h := sha256.Sum256(append(req.fingerprint[:], fmt.Sprint(s.o.Seed, k)...))
		return float64(binary.BigEndian.Uint64(h[:8])>>11) / (1 << 53), binary.BigEndian.Uint64(h[8:16])
	}
	// The answer's fault is that of the request, whichever time it comes.
	share, pick := roll(0)
	fault := None
	if share < s.o.Rate {
		fault = pool[pick%uint64(len(pool))]
	}
	if oneOf(fault, Transport) {
		if n > 2 {
			return None
		}
		return fault
	}
	return fault
}

// refusesForm gives the complaint about a form that is refused always.
func (s *Server) refusesForm(r Request) string {
	for _, f := range s.o.Faults {
		switch {
		case (f == SchemaNo || f == ObjectNo) && r.Form == "json_schema":
			return "Invalid parameter: 'response_format' of type 'json_schema' is not supported with this model."
		case f == ObjectNo && r.Form == "json_object":
			return "'response_format.type' must be 'text'"
		case f == MaxTokensNo && r.maxTokensIsGiven:
			return "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
		}
	}
	return ""
}
