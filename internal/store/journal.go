package store

import "context"

// Spent is what went to one place, for one document.
type Spent struct {
	Document            string
	Engine, Host, Model string
	Requests            int
	Units               int // segments sent; again counts again
	In, Out             int // tokens
	Estimated           int // requests of which the tokens are an estimate
	Cost                float64
	First, Last         string // RFC 3339, UTC
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

// Mark is where the journal ends now; what is spent later lies behind it.
func (s *State) Mark(ctx context.Context) (int64, error) {
	var id int64
	err := s.read.QueryRowContext(ctx, "SELECT coalesce(max(id), 0) FROM entry").Scan(&id)
	return id, s.explain("read journal", err)
}

// SpentSince adds up what was spent behind a mark, for a document or, with "",
// for all.
func (s *State) SpentSince(ctx context.Context, mark int64, document string) (Spent, error) {
	m := Spent{Document: document}
	query, args := "SELECT count(*), coalesce(sum(json_array_length(units)), 0), coalesce(sum(input), 0), coalesce(sum(output), 0), coalesce(sum(estimated), 0), coalesce(sum(cost), 0) FROM entry WHERE id > ?", []any{mark}
	if document != "" {
		query, args = query+" AND document = ?", append(args, document)
	}
	err := s.read.QueryRowContext(ctx, query, args...).Scan(&m.Requests, &m.Units, &m.In, &m.Out, &m.Estimated, &m.Cost)
	return m, s.explain("read journal", err)
}
