package align

import (
	"context"
	"fmt"
	"math"
)

// checked wraps an embedder so that what comes back is a vector for each text,
// all of one size, of finite numbers. Equal texts are asked once.
func checked(e Embedder) func(context.Context, []string) ([][]float32, error) {
	return func(ctx context.Context, texts []string) ([][]float32, error) {
		var different []string
		at := map[string]int{}
		for _, t := range texts {
			if _, ok := at[t]; !ok {
				at[t] = len(different)
				different = append(different, t)
			}
		}
		got, err := e.Embed(ctx, different)
		if err != nil {
			return nil, fmt.Errorf("embeddings: %w", err)
		}
		if len(got) != len(different) {
			return nil, fmt.Errorf("embeddings: the server sent %d vectors for %d texts", len(got), len(different))
		}
		for k, v := range got {
			if len(v) == 0 || len(v) != len(got[0]) {
				return nil, fmt.Errorf("embeddings: vector %d has %d numbers, the first has %d", k, len(v), len(got[0]))
			}
			for _, x := range v {
				if math.IsNaN(float64(x)) || math.IsInf(float64(x), 0) {
					return nil, fmt.Errorf("embeddings: vector %d holds a number that is not finite", k)
				}
			}
		}
		out := make([][]float32, len(texts))
		for k, t := range texts {
			out[k] = got[at[t]]
		}
		return out, nil
	}
}
