package openai

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"

	api "github.com/sashabaranov/go-openai"

	"github.com/recto/recto/pipeline/translate"
)

// Embedder gives sentences as vectors, from any server with OpenAI's embeddings
// interface.
type Embedder struct {
	config Config
	host   string
	client *api.Client
	gate   *translate.Gate
	mu     sync.Mutex
	size   int // of a vector, once known
}

const (
	embedTexts = 64
	embedBytes = 64 << 10
)

// NewEmbedder makes an embedder. It sends nothing. gate may be nil.
func NewEmbedder(c Config, gate *translate.Gate) (*Embedder, error) {
	if c.Model == "" {
		return nil, errors.New("embeddings need a model: give --embedding-model")
	}
	host, err := c.Host()
	if err != nil {
		return nil, err
	}
	client, _, err := c.client()
	if err != nil {
		return nil, err
	}
	if gate == nil {
		gate = translate.NewGate(2, translate.Limits{})
	}
	return &Embedder{config: c, host: host, client: client, gate: gate}, nil
}

// Fingerprint names what shapes the vectors.
func (e *Embedder) Fingerprint() string {
	return translate.Fingerprint("embedding", e.host, e.config.Model)
}

// Embed gives one vector a text, in order, all of one size and finite. Errors
// name what the server did wrong.
func (e *Embedder) Embed(ctx context.Context, texts []string) ([][]float32, error) {
	out := make([][]float32, 0, len(texts))
	for len(texts) > 0 {
		n, bytes := 0, 0
		for n < len(texts) && n < embedTexts && (n == 0 || bytes+len(texts[n]) <= embedBytes) {
			bytes += len(texts[n])
			n++
		}
		vectors, err := e.some(ctx, texts[:n])
		if err != nil {
			return nil, fmt.Errorf("embeddings: %w", err)
		}
		out = append(out, vectors...)
		texts = texts[n:]
	}
	return out, nil
}

func (e *Embedder) some(ctx context.Context, texts []string) ([][]float32, error) {
	input := make([]string, len(texts))
	tokens := 0
	for i, s := range texts {
		input[i] = s
		if s == "" {
			input[i] = " " // servers refuse an empty one
		}
		tokens += translate.Tokens(s)
	}
	var res api.EmbeddingResponse
	err := e.gate.Do(ctx, tokens, func(ctx context.Context) (translate.Limits, error) {
		var err error
		res, err = e.client.CreateEmbeddings(ctx, api.EmbeddingRequestStrings{Input: input, Model: api.EmbeddingModel(e.config.Model), EncodingFormat: api.EmbeddingEncodingFormatFloat})
		if err != nil {
			return translate.Limits{}, hideSegments(err, texts)
		}
		return limitsOf(res.Header()), nil
	})
	if err != nil {
		return nil, err
	}
	if len(res.Data) != len(texts) {
		return nil, fmt.Errorf("%s gives %d vectors for %d texts", e.config.Model, len(res.Data), len(texts))
	}
	out := make([][]float32, len(texts))
	for _, d := range res.Data {
		switch {
		case d.Index < 0 || d.Index >= len(out) || out[d.Index] != nil:
			return nil, fmt.Errorf("%s gives vectors under wrong numbers", e.config.Model)
		case len(d.Embedding) == 0:
			return nil, fmt.Errorf("%s gives an empty vector", e.config.Model)
		}
		for _, x := range d.Embedding {
			if math.IsNaN(float64(x)) || math.IsInf(float64(x), 0) {
				return nil, fmt.Errorf("%s gives a vector with a value that is no number", e.config.Model)
			}
		}
		out[d.Index] = d.Embedding
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, v := range out {
		if e.size == 0 {
			e.size = len(v)
		}
		if len(v) != e.size {
			return nil, fmt.Errorf("%s gives vectors of %d and of %d numbers", e.config.Model, e.size, len(v))
		}
	}
	return out, nil
}
