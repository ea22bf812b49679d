package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/recto/recto/internal/config"
	"github.com/recto/recto/internal/export"
	"github.com/recto/recto/pipeline"
	"github.com/recto/recto/pipeline/translate"
	"github.com/recto/recto/pipeline/translate/openai"
)

// alignJob is a job for two documents, with its store below dir: an engine only
// where --pivot wants one.
func (s *shell) alignJob(c *cli.Context, conf *config.Config, dir string) (*job, error) {
	if !c.Bool("pivot") {
		if err := c.Set("engine", "none"); err != nil {
			return nil, err
		}
	}
	j, err := s.job(c, conf, dir)
	if err != nil {
		return nil, err
	}
	url := c.String("embeddings")
	if url == "" {
		return j, nil
	}
	o, err := s.openaiConfig(c, conf)
	if err == nil {
		o.BaseURL, o.Model = url, c.String("embedding-model")
		j.deps.Embedder, err = openai.NewEmbedder(o, translate.NewGate(c.Int("jobs"), limitsOf(conf)))
	}
	if err != nil {
		j.close()
		return nil, fmt.Errorf("embeddings: %w", err)
	}
	host, err := o.Host()
	if err != nil {
		j.close()
		return nil, usageError{err}
	}
	if host == "" {
		host = "this machine"
	}
	j.ui.Say("embeddings by %s, at %s", o.Model, host)
	return j, nil
}

// longPair is the size, in bytes, from which on a pair's memory counts for more
// than the time to collect it.
const longPair = 8 << 20

// paired is two files, aligned.
type paired struct {
	*pipeline.Paired
	sourceText string // decoded
}

// pair aligns two files.
func (j *job) pair(c *cli.Context, a, z string) (*paired, error) {
	src, err := j.shell.load(c, a)
	if err != nil {
		return nil, err
	}
	tgt, err := j.shell.load(c, z)
	if err != nil {
		return nil, err
	}
	if swapped(j.deps.Detector, src, tgt, j.settings.From, j.settings.To) {
		return nil, usagef("the sides are swapped: %s is in %s and %s in %s", a, j.settings.To, z, j.settings.From)
	}
	p := pipeline.PairOptions{Segmented: c.Bool("segmented"), MakePivot: c.Bool("pivot")}
	if name := c.String("translation"); name != "" {
		pivot, err := j.shell.load(c, name)
		if err != nil {
			return nil, err
		}
		p.Pivot = strings.Split(strings.TrimSuffix(strings.ReplaceAll(pivot.Text, "\r\n", "\n"), "\n"), "\n")
		p.PivotName = name
	}
	if len(src.Text)+len(tgt.Text) > longPair {
		debug.SetGCPercent(50)
	}
	defer j.watch(src.Name)()
	out, err := pipeline.Pair(c.Context, src, tgt, j.settings, j.deps, p)
	if err != nil {
		return nil, err
	}
	return &paired{out, src.Text}, nil
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// alignFolders pairs the files of two folders by name and aligns each pair.
func (s *shell) alignFolders(c *cli.Context, conf *config.Config, a, z string, format export.Format) error {
	if c.String("translation") != "" {
		return usagef("--translation goes with two files, not with two folders")
	}
	out := c.String("o")
	if out == "" {
		return hinted{usagef("two folders need a folder to write into"), "say -o DIR"}
	}
	pairs, alone, err := pairFiles(a, z)
	if err != nil {
		return err
	}
	j, err := s.alignJob(c, conf, out)
	if err != nil {
		return err
	}
	defer j.close()
	for _, name := range alone {
		j.ui.Logger().Warn("no counterpart", "document", name)
	}
	if len(pairs) == 0 {
		return fmt.Errorf("%s and %s have no files of one name", a, z)
	}
	keys := make([]string, len(pairs))
	for i, p := range pairs {
		keys[i] = p.key
	}
	if err := export.Distinct(out, keys); err != nil {
		return err
	}
	return j.alignPairs(c, pairs, out, format)
}

// filePair is two files of one name but for the language in it.
type filePair struct{ key, a, z string }

// pairFiles pairs files by their relative path; a language tag before the
// extension (report.fr.txt, report.en.txt) does not count.
func pairFiles(a, z string) (pairs []filePair, alone []string, err error) {
	left, err := filesOf(a)
	if err != nil {
		return nil, nil, err
	}
	right, err := filesOf(z)
	if err != nil {
		return nil, nil, err
	}
	for key, name := range left {
		if other, ok := right[key]; ok {
			pairs = append(pairs, filePair{key, name, other})
		} else {
			alone = append(alone, name)
		}
	}
	for key, name := range right {
		if _, ok := left[key]; !ok {
			alone = append(alone, name)
		}
	}
	slices.SortFunc(pairs, func(x, y filePair) int { return strings.Compare(x.key, y.key) })
	slices.Sort(alone)
	return pairs, alone, nil
}

func filesOf(dir string) (map[string]string, error) {
	out := make(map[string]string)
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && name != dir {
			return fs.SkipDir
		}
		if !d.Type().IsRegular() || strings.HasPrefix(d.Name(), ".") {
			return nil
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		key := filepath.ToSlash(rel)
		ext := filepath.Ext(key)
		if stem := strings.TrimSuffix(key, ext); isTag(strings.TrimPrefix(filepath.Ext(stem), ".")) {
			key = strings.TrimSuffix(stem, filepath.Ext(stem)) + ext
		}
		if first, ok := out[key]; ok {
			return fmt.Errorf("%s and %s: which one is it? two files of one name but for the language", first, name)
		}
		out[key] = name
		return nil
	})
	if err != nil && errors.Is(err, fs.ErrPermission) {
		return nil, fmt.Errorf("%w: you may not read it; see its permissions", err)
	}
	return out, err
}

func isTag(word string) bool { return word != "" && len(word) <= 6 && checkTag("", word) == nil }

// alignPairs aligns pair after pair and writes an output and a line for each.
func (j *job) alignPairs(c *cli.Context, pairs []filePair, out string, format export.Format) error {
	names := make([]string, len(pairs))
	byName := make(map[string]filePair, len(pairs))
	for i, p := range pairs {
		names[i] = p.a
		byName[p.a] = p
	}
	var rows [][]string
	bar := j.ui.Progress("align", len(pairs))
	err := j.shell.each(c, names, func(name string) error {
		defer bar.Add(1)
		p := byName[name]
		paired, err := j.pair(c, p.a, p.z)
		if err != nil {
			return err
		}
		j.shell.sayAlignment(c, paired)
		file := p.key + format.Extension()
		if err := export.WriteFile(out, file, func(w io.Writer) error {
			return j.writeAlignment(w, paired, format, file, c.Float64("min-score"))
		}); err != nil {
			return err
		}
		rows = append(rows, alignmentRow(p.key, paired))
		return nil
	})
	bar.Done()
	j.ui.Table(alignmentColumns(), rows)
	return err
}
