package lab

import (
	"bytes"
	"context"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"sync"
)

// Embedder asks a server that speaks OpenAI's embeddings API, and keeps what it
// has answered in a file.
type Embedder struct {
	URL, Model string // URL up to and with /v1
	File       string // "": nothing is kept
	mu         sync.Mutex
	kept       map[string][]float32
	fresh      int
}

// Load reads what was kept.
func (e *Embedder) Load() error {
	e.kept = map[string][]float32{}
	f, err := os.Open(e.File)
	if errors.Is(err, fs.ErrNotExist) || e.File == "" {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	return gob.NewDecoder(f).Decode(&e.kept)
}

// Save keeps what is new.
func (e *Embedder) Save() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.fresh == 0 || e.File == "" {
		return nil
	}
	var b bytes.Buffer
	if err := gob.NewEncoder(&b).Encode(e.kept); err != nil {
		return err
	}
	if err := os.WriteFile(e.File+".new", b.Bytes(), 0o644); err != nil {
		return err
	}
	e.fresh = 0
	return os.Rename(e.File+".new", e.File)
}

// Embed gives a vector for each text.
func (e *Embedder) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	var missing []string
	seen := map[string]bool{}
	e.mu.Lock()
	for _, t := range texts {
		if e.kept[t] == nil && !seen[t] {
			seen[t] = true
			missing = append(missing, t)
		}
	}
	e.mu.Unlock()
	const batch = 64
	for len(missing) > 0 {
		n := min(batch, len(missing))
		got, err := e.ask(ctx, missing[:n])
		if err != nil {
			return nil, err
		}
		e.mu.Lock()
		for k, v := range got {
			e.kept[missing[k]] = v
			e.fresh++
		}
		e.mu.Unlock()
		missing = missing[n:]
	}
	out := make([][]float32, len(texts))
	e.mu.Lock()
	defer e.mu.Unlock()
	for k, t := range texts {
		out[k] = e.kept[t]
	}
	return out, nil
}

func (e *Embedder) ask(ctx context.Context, texts []string) ([][]float32, error) {
	if e.URL == "" {
		return nil, errors.New("no embeddings kept for a text, and no server given")
	}
	body, err := json.Marshal(map[string]any{"model": e.Model, "input": texts})
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, e.URL+"/embeddings", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("embeddings: %s: %.200s", resp.Status, raw)
	}
	var answer struct {
		Data []struct {
			Index     int
			Embedding []float32
		}
	}
	if err := json.Unmarshal(raw, &answer); err != nil {
		return nil, err
	}
	out := make([][]float32, len(texts))
	for _, d := range answer.Data {
		if d.Index < 0 || d.Index >= len(out) {
			return nil, fmt.Errorf("embeddings: index %d of %d texts", d.Index, len(out))
		}
		out[d.Index] = d.Embedding
	}
	return out, nil
}
