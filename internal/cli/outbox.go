package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/urfave/cli/v2"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/internal/batch"
	"github.com/recto/recto/internal/cli/ui"
	"github.com/recto/recto/internal/store"
	"github.com/recto/recto/pipeline/read"
)

// The commands that look after an outbox.

const nightJob = "the night job"

func stateFlag() cli.Flag {
	return stringFlag("state", "DIR", "folder of the store instead of OUTBOX/.recto")
}

// outbox gives the first argument, and the folder of its store.
func outbox(c *cli.Context) (dir, state string, err error) {
	if c.NArg() == 0 {
		return "", "", hinted{usagef("no outbox given"), fmt.Sprintf("usage: %s %s", c.Command.HelpName, c.Command.ArgsUsage)}
	}
	dir = c.Args().First()
	if state = c.String("state"); state == "" {
		state = store.StateDir(dir)
	}
	if _, err := os.Stat(filepath.Join(state, store.StateFile)); errors.Is(err, fs.ErrNotExist) {
		return "", "", hinted{fmt.Errorf("%s: no store here", state), "an outbox is the folder that `recto batch` or `recto run` wrote to; --state DIR if its store was moved"}
	}
	return dir, state, nil
}

func (s *shell) statusCommand() *cli.Command {
	return &cli.Command{
		Name: "status", Usage: "how an outbox stands, also during a run", ArgsUsage: "OUTBOX", Category: nightJob,
		Description: description(`Says what is done, waiting and failed, and when a run last did everything. With
--check it is for a monitor: one line, exit 3 if a document failed or the last
good run is older than --max-age.`,
			[]string{"recto status outbox", "recto status outbox --check --max-age 26h"}, exitDone, exitFailed, exitUsage, exitPartly),
		Flags: append([]cli.Flag{
			boolFlag("check", "for a monitor: say what is wrong, exit 3 if anything is"),
			&cli.DurationFlag{Name: "max-age", DefaultText: "any", Usage: "`TIME` since the last good run (26h)"},
			stateFlag(),
		}, talkFlags()...),
		Action: s.status,
	}
}

func (s *shell) status(c *cli.Context) error {
	_, dir, err := outbox(c)
	if err != nil {
		return err
	}
	st, err := batch.ReadStatus(c.Context, dir)
	if err != nil {
		return err
	}
	if c.Bool("check") {
		if why := st.Stale(time.Now(), c.Duration("max-age")); why != "" {
			fmt.Fprintln(s.stdout, "not well: "+why)
			return codedError{code: exitPartly}
		}
		fmt.Fprintln(s.stdout, "well: "+counts(st))
		return nil
	}
	u := s.ui(c)
	fmt.Fprintln(s.stdout, counts(st))
	switch {
	case st.Running != nil:
		fmt.Fprintf(s.stdout, "running: process %d on %s since %s\n", st.Running.PID, ui.Clean(st.Running.Host), ui.Clean(st.Running.Since))
	case st.Killed:
		fmt.Fprintln(s.stdout, "the last run was killed; the next one goes on where it stopped")
	}
	if st.LastRun != nil {
		fmt.Fprintf(s.stdout, "last run:  %s, %s\n", st.LastRun.Ended, ui.Clean(st.LastRun.Summary()))
	}
	if !st.LastGood.IsZero() {
		fmt.Fprintf(s.stdout, "last good: %s\n", st.LastGood.Local().Format(time.RFC3339))
	}
	if len(st.Troubled) == 0 {
		return nil
	}
	fmt.Fprintln(s.stdout)
	var rows [][]string
	for _, r := range st.Troubled {
		next := "left alone"
		if r.Again {
			next = "next run"
		}
		rows = append(rows, []string{r.Document, r.Language, string(r.State), strconv.Itoa(r.Attempts), next, r.Reason})
	}
	u.Table([]ui.Column{{Name: "document", Flex: true}, {Name: "to"}, {Name: "state"}, {Name: "tries", Right: true}, {Name: "again"}, {Name: "why", Flex: true}}, rows)
	return nil
}

func counts(st *batch.Status) string {
	parts := []string{fmt.Sprintf("%d done", st.Done)}
	for _, p := range []struct {
		n    int
		what string
	}{{st.Waiting, "waiting"}, {st.Working, "under way"}, {st.Parked, "parked"}, {st.Failed, "failed"}, {st.SetAside, "set aside"}, {st.Ignored, "ignored"}, {st.Open, "segments open"}} {
		if p.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", p.n, p.what))
		}
	}
	return strings.Join(parts, ", ")
}

func (s *shell) retryCommand() *cli.Command {
	return &cli.Command{
		Name: "retry", Usage: "queue failed documents for the next run", ArgsUsage: "OUTBOX [DOC…]", Category: nightJob,
		Description: description("Documents that failed, or were set aside, are tried again by the next `recto batch`.\nWithout DOC all of them are.",
			[]string{"recto retry outbox", "recto retry outbox letters/a.txt"}, exitDone, exitFailed, exitUsage),
		Flags:  append([]cli.Flag{stateFlag()}, talkFlags()...),
		Action: func(c *cli.Context) error { return s.change(c, batch.Retry, "queued for the next run") },
	}
}

func (s *shell) ignoreCommand() *cli.Command {
	return &cli.Command{
		Name: "ignore", Usage: "acknowledge failed documents", ArgsUsage: "OUTBOX DOC…", Category: nightJob,
		Description: description("Documents that failed no longer count as failed, and are left alone until their\nfile or the settings change.",
			[]string{"recto ignore outbox scans/broken.txt"}, exitDone, exitFailed, exitUsage),
		Flags: append([]cli.Flag{stateFlag()}, talkFlags()...),
		Action: func(c *cli.Context) error {
			if c.NArg() == 1 {
				return hinted{usagef("no document given"), "recto status OUTBOX lists those that failed"}
			}
			return s.change(c, batch.Ignore, "acknowledged")
		},
	}
}

func (s *shell) change(c *cli.Context, f func(context.Context, *store.State, ...string) (int, error), what string) error {
	_, dir, err := outbox(c)
	if err != nil {
		return err
	}
	state, err := store.OpenState(c.Context, dir)
	if err != nil {
		return err
	}
	n, err := f(c.Context, state, c.Args().Tail()...)
	if err = errors.Join(err, state.Close()); err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "%d %s\n", n, what)
	return nil
}

func (s *shell) verifyCommand() *cli.Command {
	return &cli.Command{
		Name: "verify", Usage: "check every output against its source, and the store", ArgsUsage: "OUTBOX", Category: nightJob,
		Description: description(`Reads every output again: is it the file that was written; does it cover both of
its sides; is its source side a permutation of the document in the inbox. And the
store: is every page of it sound. It changes nothing.`,
			[]string{"recto verify outbox", "recto verify outbox --inbox /mnt/inbox"}, exitDone, exitFailed, exitUsage, exitPartly),
		Flags:  append([]cli.Flag{stringFlag("inbox", "DIR", "the inbox, if it was moved since the last run"), encodingFlag(), stateFlag()}, talkFlags()...),
		Action: s.verify,
	}
}

func (s *shell) verify(c *cli.Context) error {
	out, dir, err := outbox(c)
	if err != nil {
		return err
	}
	inbox := c.String("inbox")
	if inbox == "" {
		if inbox, err = batch.LastInbox(c.Context, dir); err != nil {
			return err
		}
		if _, err := os.Stat(inbox); err != nil {
			inbox = ""
		}
	}
	faults := 0
	decode := func(name string, data []byte) (*corpus.Source, error) {
		return read.Bytes(name, data, read.Options{Name: name, Encoding: c.String("encoding")})
	}
	seen, err := batch.Verify(c.Context, dir, out, inbox, decode, func(f batch.Fault) {
		faults++
		fmt.Fprintln(s.stdout, ui.Clean(f.String()))
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "%d documents, %d outputs, %d compared with their sources; the store is sound\n", seen.Documents, seen.Outputs, seen.Sources)
	if faults > 0 {
		what := "faults"
		if faults == 1 {
			what = "fault"
		}
		return partly(fmt.Errorf("%d %s", faults, what))
	}
	return nil
}

func (s *shell) backupCommand() *cli.Command {
	return &cli.Command{
		Name: "backup", Usage: "copy the store, also during a run", ArgsUsage: "OUTBOX FILE", Category: nightJob,
		Description: description(`Writes a whole and consistent copy of the store to FILE, which must not exist. To go
back to it, put it in the place of OUTBOX/.recto/state.db while nothing runs.`,
			[]string{"recto backup outbox state-monday.db"}, exitDone, exitFailed, exitUsage),
		Flags: append([]cli.Flag{stateFlag()}, talkFlags()...),
		Action: func(c *cli.Context) error {
			_, dir, err := outbox(c)
			if err != nil {
				return err
			}
			if c.NArg() != 2 {
				return usagef("one file to write to, %d given", c.NArg()-1)
			}
			state, err := store.ReadState(c.Context, dir)
			if err != nil {
				return err
			}
			return errors.Join(state.Backup(c.Context, c.Args().Get(1)), state.Close())
		},
	}
}

func (s *shell) pruneCommand() *cli.Command {
	return &cli.Command{
		Name: "prune", Usage: "remove what is no longer needed", ArgsUsage: "OUTBOX --older 90d", Category: nightJob,
		Description: description(`Removes from the store the answers that have served nothing for so long, unless a
document that is still there was made of them; documents that have left the
inbox; records of old runs. Decisions of people and what was spent stay, and no
output is touched.`,
			[]string{"recto prune outbox --older 90d"}, exitDone, exitFailed, exitUsage, exitLocked),
		Flags:  append([]cli.Flag{stringFlag("older", "AGE", "like 90d or 12w"), stateFlag()}, talkFlags()...),
		Action: s.prune,
	}
}

func (s *shell) prune(c *cli.Context) error {
	_, dir, err := outbox(c)
	if err != nil {
		return err
	}
	age, err := parseAge(c.String("older"))
	if err != nil {
		return err
	}
	return s.withState(c, dir, "recto prune", func(state *store.State) error {
		p, err := state.Prune(c.Context, time.Now().Add(-age))
		if err != nil {
			return err
		}
		fmt.Fprintf(s.stdout, "removed: %d answers, %d documents, %d runs\n", p.Answers, p.Jobs, p.Nights)
		return nil
	})
}

// withState opens the store while nothing runs.
func (s *shell) withState(c *cli.Context, dir, command string, f func(*store.State) error) error {
	lock, err := store.TakeLock(dir, command)
	if err != nil {
		return err
	}
	state, err := store.OpenState(c.Context, dir)
	if err == nil {
		err = errors.Join(f(state), state.Close())
	}
	return errors.Join(err, lock.Release())
}

// parseAge reads 90d, 12w, 36h.
func parseAge(text string) (time.Duration, error) {
	wrong := hinted{usagef("--older %q is no age", text), "like 90d, 12w or 36h"}
	if text == "" {
		return 0, hinted{usagef("how old? --older is missing"), "for example: --older 90d"}
	}
	unit := map[byte]time.Duration{'h': time.Hour, 'd': 24 * time.Hour, 'w': 7 * 24 * time.Hour}[text[len(text)-1]]
	n, err := strconv.Atoi(text[:len(text)-1])
	if err != nil || unit == 0 || n < 0 || n > 100_000 {
		return 0, wrong
	}
	return time.Duration(n) * unit, nil
}

func (s *shell) forgetCommand() *cli.Command {
	return &cli.Command{
		Name: "forget", Usage: "remove a document's text from the store", ArgsUsage: "DOC… [-o DIR]", Category: nightJob,
		Description: description(`Removes every stored answer, decision and job of the documents, and overwrites the
bytes. What they cost stays in the journal, without text. Outputs are files of
yours, and so are backups: remove them yourself. With --memory the units that came
from the documents go from the memory too.`,
			[]string{"recto forget secret.txt -o outbox", "recto forget secret.txt -o outbox --memory client.db"}, exitDone, exitFailed, exitUsage, exitLocked),
		Flags: append([]cli.Flag{outDirFlag(), stateFlag(), stringFlag("memory", "FILE", "translation memory to remove units from, too")}, talkFlags()...),
		Action: func(c *cli.Context) error {
			names, err := files(c)
			if err != nil {
				return err
			}
			dir := c.String("state")
			if dir == "" {
				dir = store.StateDir(c.String("o"))
			}
			if _, err := os.Stat(filepath.Join(dir, store.StateFile)); err != nil {
				return hinted{fmt.Errorf("%s: no store here", dir), "-o DIR is the folder that outputs were written to"}
			}
			if err := s.withState(c, dir, "recto forget", func(state *store.State) error { return s.forget(c, state, names) }); err != nil {
				return err
			}
			return s.forgetUnits(c, names)
		},
	}
}

func (s *shell) forget(c *cli.Context, state *store.State, names []string) error {
	for _, name := range names {
		f, err := state.Forget(c.Context, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.stdout, "%s: %d answers, %d decisions, %d jobs removed\n", ui.Clean(name), f.Answers, f.Decisions, f.Jobs)
	}
	return nil
}

func (s *shell) forgetUnits(c *cli.Context, names []string) error {
	path := c.String("memory")
	if path == "" {
		return nil
	}
	m, err := openMemory(c, path)
	if err != nil {
		return err
	}
	for _, name := range names {
		n, err := m.Forget(c.Context, name)
		if err != nil {
			return errors.Join(err, m.Close())
		}
		fmt.Fprintf(s.stdout, "%s: %d units removed from the memory\n", ui.Clean(name), n)
	}
	return m.Close()
}
