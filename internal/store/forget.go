package store

import (
	"context"
	"time"
)

// Forgotten counts what was removed.
type Forgotten struct {
	Answers, Decisions, Jobs int
}

// Forget removes a document: every answer that it paid for or was served by, the
// decisions about it, its jobs. What it cost stays in the journal, without
// text. The bytes are overwritten in the file, not only unlinked. Copies that
// were made earlier are the user's to remove.
func (s *State) Forget(ctx context.Context, document string) (Forgotten, error) {
	var f Forgotten
	err := s.write(ctx, func(t *tx) error {
		f = Forgotten{}
		var err error
		if f.Answers, err = t.changed(`UPDATE entry SET verdicts = NULL, units = '[]', key = zeroblob(32)
			WHERE verdicts IS NOT NULL AND (document = ?1 OR key IN (SELECT key FROM use WHERE document = ?1))`, document); err != nil {
			return err
		}
		if err := t.do("UPDATE entry SET units = '[]', key = zeroblob(32) WHERE document = ?", document); err != nil {
			return err
		}
		if err := t.do("DELETE FROM use WHERE document = ?", document); err != nil {
			return err
		}
		if f.Decisions, err = t.changed("DELETE FROM decision WHERE document = ?", document); err != nil {
			return err
		}
		f.Jobs, err = t.changed("DELETE FROM job WHERE document = ?", document)
		return err
	})
	if err != nil {
		return f, err
	}
	return f, s.shrink(ctx)
}

// Pruned counts what was removed.
type Pruned struct {
	Answers, Jobs, Nights int
}

// Prune removes what has not been needed since a day: answers that served
// nothing since, unless they made a document that is still there what it is;
// jobs of files that have gone; reports of nights. Decisions and what was spent
// stay.
func (s *State) Prune(ctx context.Context, before time.Time) (Pruned, error) {
	var p Pruned
	cut := before.UTC().Format(time.DateOnly)
	err := s.write(ctx, func(t *tx) error {
		p = Pruned{}
		var err error
		if p.Jobs, err = t.changed("DELETE FROM job WHERE seen < ?", cut); err != nil {
			return err
		}
		// An answer is still needed while a document that it served is there and
		// has not been done anew since.
		if p.Answers, err = t.changed(`UPDATE entry SET verdicts = NULL, units = '[]', key = zeroblob(32)
			WHERE verdicts IS NOT NULL AND used < ?1
			AND NOT EXISTS (SELECT 1 FROM job WHERE substr(job.changed, 1, 10) <= date(entry.used, '+1 day')
				AND (job.document = entry.document OR job.document IN (SELECT document FROM use WHERE key = entry.key)))`, cut); err != nil {
			return err
		}
		if err := t.do("DELETE FROM use WHERE key NOT IN (SELECT key FROM entry WHERE verdicts IS NOT NULL)"); err != nil {
			return err
		}
		p.Nights, err = t.changed("DELETE FROM night WHERE ended <> '' AND substr(ended, 1, 10) < ?", cut)
		return err
	})
	if err != nil {
		return p, err
	}
	return p, s.shrink(ctx)
}

// shrink gives freed pages back and empties the log, so that removed text is in
// no corner of the file. Where a reader is in the way the log is left to the
// next time.
func (f *file) shrink(ctx context.Context) error {
	return f.ask(ask{ctx: ctx, bare: true, done: make(chan error, 1), work: func(t *tx) error {
		if err := t.do("VACUUM"); err != nil {
			return err
		}
		var busy, pages, moved int
		return t.get("PRAGMA wal_checkpoint(TRUNCATE)", nil, &busy, &pages, &moved)
	}})
}
