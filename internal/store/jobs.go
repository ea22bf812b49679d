package store

import (
	"context"
	"database/sql"
	"errors"
	"iter"
)

// Job is how far a document has come in one target language. What its fields
// mean is the night job's affair (internal/batch); the store keeps them.
type Job struct {
	Document, Language string
	State              string
	Reason             string // why it failed or was parked
	Again              bool   // whether it can be tried again
	Ignored            bool   // a person acknowledged the failure
	Attempts           int    // that failed, since it last worked or changed
	Identity           string // of the file, as stat said it
	Content            []byte // SHA-256 of its bytes
	Settings           string // hash
	Outputs            string // JSON
	Result             string // JSON
	Changed            string // RFC 3339, UTC; set by PutJobs
	Seen               string // the day of the last run that found the file
}

const jobColumns = "document, language, state, reason, again, ignored, attempts, identity, content, settings, outputs, result, changed, seen"

func scanJob(row scanner) (Job, error) {
	var j Job
	err := row.Scan(&j.Document, &j.Language, &j.State, &j.Reason, &j.Again, &j.Ignored, &j.Attempts, &j.Identity, &j.Content, &j.Settings, &j.Outputs, &j.Result, &j.Changed, &j.Seen)
	return j, err
}

// Jobs gives the jobs one by one, by document and language; an error comes last.
// A document of "" gives all.
func (s *State) Jobs(ctx context.Context, document string) iter.Seq2[Job, error] {
	return func(yield func(Job, error) bool) {
		query, args := "SELECT "+jobColumns+" FROM job ORDER BY document, language", []any(nil)
		if document != "" {
			query, args = "SELECT "+jobColumns+" FROM job WHERE document = ? ORDER BY language", []any{document}
		}
		rows, err := s.read.QueryContext(ctx, query, args...)
		if err != nil {
			yield(Job{}, s.explain("read jobs", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			j, err := scanJob(rows)
			if !yield(j, s.explain("read jobs", err)) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(Job{}, s.explain("read jobs", err))
		}
	}
}

// Job gives one job; false if there is none.
func (s *State) Job(ctx context.Context, document, language string) (Job, bool, error) {
	query, err := s.prepared(ctx, "SELECT "+jobColumns+" FROM job WHERE document = ? AND language = ?")
	if err != nil {
		return Job{}, false, s.explain("read jobs", err)
	}
	j, err := scanJob(query.QueryRowContext(ctx, document, language))
	if errors.Is(err, sql.ErrNoRows) {
		return Job{}, false, nil
	}
	return j, err == nil, s.explain("read jobs", err)
}

// PutJobs writes jobs as they are now, all or none. Seen is not changed by an
// empty one. A power cut may undo it: the next night finds out again, from the
// files and the answers.
func (s *State) PutJobs(ctx context.Context, jobs ...Job) error {
	if len(jobs) == 0 {
		return nil
	}
	return s.writeSoft(ctx, func(t *tx) error {
		for _, j := range jobs {
			content := j.Content
			if content == nil {
				content = []byte{}
			}
			if err := t.do(`INSERT INTO job (document, language, state, reason, again, ignored, attempts, identity, content, settings, outputs, result, changed, seen)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
				ON CONFLICT (document, language) DO UPDATE SET state = excluded.state, reason = excluded.reason, again = excluded.again,
					ignored = excluded.ignored, attempts = excluded.attempts, identity = excluded.identity, content = excluded.content,
					settings = excluded.settings, outputs = excluded.outputs, result = excluded.result, changed = excluded.changed,
					seen = CASE excluded.seen WHEN '' THEN seen ELSE excluded.seen END`,
				j.Document, j.Language, j.State, j.Reason, j.Again, j.Ignored, j.Attempts, j.Identity, content, j.Settings, j.Outputs, j.Result, stamp(), j.Seen); err != nil {
				return err
			}
		}
		return nil
	})
}

// SeeJobs notes that a run found the files of these documents, on a day.
func (s *State) SeeJobs(ctx context.Context, day string, documents []string) error {
	return s.writeSoft(ctx, func(t *tx) error {
		for _, d := range documents {
			if err := t.do("UPDATE job SET seen = ? WHERE document = ? AND seen <> ?", day, d, day); err != nil {
				return err
			}
		}
		return nil
	})
}

// Night is one run of the night job.
type Night struct {
	ID             int64
	Started, Ended string // RFC 3339; Ended "" while it runs, or if it was killed
	Good           bool   // all done, nothing failed
	Report         string // JSON
}

// BeginNight notes that a run has begun, with what is to be said of it so far,
// and gives its number.
func (s *State) BeginNight(ctx context.Context, started, report string) (int64, error) {
	var id int64
	err := s.write(ctx, func(t *tx) error {
		r, err := t.exec(t.ctx, "INSERT INTO night (started, ended, good, report) VALUES (?, '', 0, ?)", started, report)
		if err != nil {
			return err
		}
		id, err = r.LastInsertId()
		return err
	})
	return id, err
}

// EndNight notes how a run ended.
func (s *State) EndNight(ctx context.Context, n Night) error {
	return s.write(ctx, func(t *tx) error {
		return t.do("UPDATE night SET ended = ?, good = ?, report = ? WHERE id = ?", n.Ended, n.Good, n.Report, n.ID)
	})
}

// Nights gives the last runs, the youngest first.
func (s *State) Nights(ctx context.Context, limit int) ([]Night, error) {
	rows, err := s.read.QueryContext(ctx, "SELECT id, started, ended, good, report FROM night ORDER BY id DESC LIMIT ?", limit)
	if err != nil {
		return nil, s.explain("read nights", err)
	}
	defer rows.Close()
	var out []Night
	for rows.Next() {
		var n Night
		if err := rows.Scan(&n.ID, &n.Started, &n.Ended, &n.Good, &n.Report); err != nil {
			return nil, s.explain("read nights", err)
		}
		out = append(out, n)
	}
	return out, s.explain("read nights", rows.Err())
}

// LastGood is when the last run ended that did all and failed nothing, RFC 3339;
// "" if none did.
func (s *State) LastGood(ctx context.Context) (string, error) {
	var ended sql.NullString
	err := s.read.QueryRowContext(ctx, "SELECT max(ended) FROM night WHERE good").Scan(&ended)
	return ended.String, s.explain("read nights", err)
}
