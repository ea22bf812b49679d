package store

import (
	"context"
)

// Spent is what went to one place, for one document.
type Spent struct {
	Document            string `json:"document"`
	Engine, Host, Model string
	Requests            int     `json:"requests"`
	Units               int     `json:"units"` // segments sent, again counted again
	In, Out             int     // tokens
	Estimated           int     // requests of which the tokens are an estimate
	Cost                float64 `json:"cost"`
	First, Last         string  // RFC 3339, UTC
}

// Manifest says what was sent where: a line for each document, engine, host and
// model, in that order. A document of "" gives all.
func (s *State) Manifest(ctx context.Context, document string) ([]Spent, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT document, engine, host, model, count(*), sum(json_array_length(units)), sum(input), sum(output), sum(estimated), sum(cost), min(at), max(at)
		FROM entry WHERE ? IN ('', document) GROUP BY document, engine, host, model ORDER BY document, engine, host, model`, document)
	if err != nil {
		return nil, s.explain("read journal", err)
	}
	defer rows.Close()
	var out []Spent
	for rows.Next() {
		var m Spent
		if err := rows.Scan(&m.Document, &m.Engine, &m.Host, &m.Model, &m.Requests, &m.Units, &m.In, &m.Out, &m.Estimated, &m.Cost, &m.First, &m.Last); err != nil {
			return nil, s.explain("read journal", err)
		}
		out = append(out, m)
	}
	return out, s.explain("read journal", rows.Err())
}
