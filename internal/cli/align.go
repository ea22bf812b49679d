package cli

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/internal/export"
	"github.com/recto/recto/pipeline/align"
	"github.com/recto/recto/pipeline/detect"
)

func (s *shell) alignCommand() *cli.Command {
	return &cli.Command{
		Name:      "align",
		Usage:     "two texts that exist, side by side",
		ArgsUsage: "SRC TGT",
		Category:  "the main job",
		Description: description(`Aligns a document with its human translation, sentence by sentence. Both are
repaired first, unless --repair off; running heads and page numbers are taken
out. Two folders: files are paired by name, and -o is a folder.`,
			[]string{
				"recto align report.fr.txt report.en.txt > report.tsv",
				"recto align --segmented fr.txt en.txt --format beads",
				"recto align report.fr.txt report.en.txt --format xlsx -o review.xlsx",
				"recto align texts/fr texts/en --format tmx -o memories",
			}, exitDone, exitFailed, exitUsage, exitPartly, exitRefused, exitInterrupted),
		Flags: append(append([]cli.Flag{
			fromFlag(), stringFlag("to", "LANG", "language of the target, a BCP 47 tag; detected otherwise"),
			encodingFlag(), outFileFlag(),
			&cli.StringFlag{Name: "format", Value: "tsv", Usage: "`FORMAT` one of " + alignFormats, EnvVars: envName("format")},
			boolFlag("segmented", "one sentence a line, taken as they are"),
			stringFlag("translation", "FILE", "a machine translation of SRC, line by line, as pivot"),
			boolFlag("pivot", "have the engine translate SRC first, as pivot"),
			&cli.StringFlag{Name: "repair", Value: "auto", Usage: "`auto|off` repair both sides first, or take their lines as they came", EnvVars: envName("repair")},
			srxFlag(),
			&cli.Float64Flag{Name: "min-score", DefaultText: "none", Usage: "`SCORE` below which beads are left out of TMX", EnvVars: envName("min-score")},
			stringFlag("embeddings", "URL", "an OpenAI-compatible server of sentence embeddings"),
			stringFlag("embedding-model", "M", "its model"),
		}, engineFlags()...), talkFlags()...),
		Action: s.align,
	}
}

func (s *shell) align(c *cli.Context) error {
	conf, err := s.configure(c)
	if err != nil {
		return err
	}
	if c.NArg() != 2 {
		return hinted{usagef("two texts are needed, %d given", c.NArg()), "usage: recto align SRC TGT"}
	}
	if err := checkTag("from", c.String("from")); err != nil {
		return err
	}
	if err := checkTag("to", c.String("to")); err != nil {
		return err
	}
	if r := c.String("repair"); r != "auto" && r != "off" {
		return usagef("--repair %q: auto or off", r)
	}
	format, err := alignFormat(c.String("format"))
	if err != nil {
		return err
	}
	a, z := c.Args().Get(0), c.Args().Get(1)
	if a == "-" && z == "-" {
		return usagef("only one of the two texts can be standard input")
	}
	if isFolder(a) && isFolder(z) {
		return s.alignFolders(c, conf, a, z, format)
	}
	job, err := s.alignJob(c, conf, filepath.Dir(c.String("o")))
	if err != nil {
		return err
	}
	defer job.close()
	p, err := job.pair(c, a, z)
	if err != nil {
		return err
	}
	s.sayAlignment(c, p)
	w, finish, err := s.results(c)
	if err != nil {
		return err
	}
	return finish(job.writeAlignment(w, p, format, c.String("o"), c.Float64("min-score")))
}

// alignFormats are those of `recto run`, and the beads alone.
const alignFormats = "tsv, beads, jsonl, tmx, xliff, xlsx, html"

// beads is the format of the beads alone, of which no other command knows.
const beads export.Format = "beads"

// alignFormat reads the format of an alignment, one at a time: -o is its file.
func alignFormat(word string) (export.Format, error) {
	if word == string(beads) {
		return beads, nil
	}
	formats, err := export.ParseFormats(word)
	if err != nil || len(formats) != 1 {
		return "", usagef("--format %q: one of %s", word, alignFormats)
	}
	return formats[0], nil
}

// writeAlignment writes a pair in one of the formats of `recto align`; name is
// the output's, for the log.
func (j *job) writeAlignment(w io.Writer, p *paired, format export.Format, name string, floor float64) error {
	b := p.Bitext
	switch format {
	case beads:
		return align.WriteBeads(w, b.Beads)
	case export.TMX:
		b = above(b, floor)
	}
	return export.Encode(w, b, format, name, export.Options{SourceText: p.sourceText, Dropped: j.dropped})
}

// above leaves out the beads below a score.
func above(b *corpus.Bitext, floor float64) *corpus.Bitext {
	out := *b
	out.Beads = nil
	for _, bead := range b.Beads {
		if bead.Score >= floor {
			out.Beads = append(out.Beads, bead)
		}
	}
	return &out
}

// sayAlignment tells the person what the alignment has to say of itself.
func (s *shell) sayAlignment(c *cli.Context, p *paired) {
	log := s.ui(c).Logger()
	for _, side := range []corpus.Side{p.Bitext.Source, p.Bitext.Target} {
		for _, w := range side.Warnings {
			log.Warn(w, "document", side.Name)
		}
		if n := len(side.Removed); n > 0 {
			log.Info("taken out: running heads, page numbers, marks", "document", side.Name, "count", n, "lines", removedLines(side.Removed))
		}
	}
	sayUnplaced(log, p.Bitext)
	if p.Report.Unrelated {
		log.Warn("these texts do not seem to be translations of each other; the scores say where to doubt")
	}
}

func removedLines(removed []corpus.Removed) string {
	const most = 12
	var words []string
	for _, r := range removed {
		if len(words) == most {
			words = append(words, "…")
			break
		}
		words = append(words, fmt.Sprint(r.Line))
	}
	return strings.Join(words, " ")
}

// swapped says whether the sides are the wrong way round: each is in the
// language that the user gave for the other.
func swapped(d *detect.Detector, a, z *corpus.Source, from, to string) bool {
	if from == "" || to == "" || primary(from) == primary(to) {
		return false
	}
	ga, gz := d.Detect(a.Text), d.Detect(z.Text)
	return ga.Confidence > 0.8 && gz.Confidence > 0.8 && primary(ga.Tag) == primary(to) && primary(gz.Tag) == primary(from)
}

func primary(tag string) string {
	p, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return p
}
