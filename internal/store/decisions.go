package store

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"strconv"

	"github.com/recto/recto/corpus"
)

// PutDecisions keeps what people decided about a document in a language. A
// decision for a segment that has one already takes its place; the earlier one
// is kept behind it. The same decision again changes nothing.
func (s *State) PutDecisions(ctx context.Context, document, language string, list []corpus.Decision) error {
	if len(list) == 0 {
		return nil
	}
	return s.write(ctx, func(t *tx) error {
		for _, d := range list {
			var turn int
			var target, state string
			err := t.get(`SELECT turn, target, state FROM decision WHERE document = ? AND language = ? AND text = ? AND occurrence = ? ORDER BY turn DESC LIMIT 1`,
				[]any{document, language, d.Anchor.Text[:], d.Anchor.Occurrence}, &turn, &target, &state)
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return err
			}
			if err == nil && target == d.Target && state == string(d.State) {
				continue
			}
			if err := t.do(`INSERT INTO decision (document, language, text, occurrence, turn, source, target, state, reviewer, date) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
				document, language, d.Anchor.Text[:], d.Anchor.Occurrence, turn+1, d.Source, d.Target, string(d.State), d.Reviewer, d.Date); err != nil {
				return err
			}
		}
		return nil
	})
}

// Decisions gives the decisions that hold for a document in a language, in one
// order: by anchor.
func (s *State) Decisions(ctx context.Context, document, language string) ([]corpus.Decision, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT text, occurrence, max(turn), source, target, state, reviewer, date FROM decision
		WHERE document = ? AND language = ? GROUP BY text, occurrence ORDER BY text, occurrence`, document, language)
	if err != nil {
		return nil, s.explain("read decisions", err)
	}
	defer rows.Close()
	var out []corpus.Decision
	for rows.Next() {
		var d corpus.Decision
		var text []byte
		var turn int
		if err := rows.Scan(&text, &d.Anchor.Occurrence, &turn, &d.Source, &d.Target, &d.State, &d.Reviewer, &d.Date); err != nil {
			return nil, s.explain("read decisions", err)
		}
		copy(d.Anchor.Text[:], text)
		out = append(out, d)
	}
	return out, s.explain("read decisions", rows.Err())
}

// DecisionMarks gives for each document and language ("DOCUMENT\x00LANGUAGE") with
// decisions a mark that changes when they do.
func (s *State) DecisionMarks(ctx context.Context) (map[string]string, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT document, language, text, occurrence, turn, target, state FROM decision ORDER BY 1, 2, 3, 4, 5")
	if err != nil {
		return nil, s.explain("read decisions", err)
	}
	defer rows.Close()
	out := make(map[string]string)
	for rows.Next() {
		var document, language, target, state string
		var text []byte
		var occurrence, turn int
		if err := rows.Scan(&document, &language, &text, &occurrence, &turn, &target, &state); err != nil {
			return nil, s.explain("read decisions", err)
		}
		key := document + "\x00" + language
		h := hashOf(out[key], string(text), strconv.Itoa(occurrence), strconv.Itoa(turn), target, state)
		out[key] = hex.EncodeToString(h[:])
	}
	return out, s.explain("read decisions", rows.Err())
}
