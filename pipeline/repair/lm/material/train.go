package material

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"

	"github.com/recto/recto/pipeline/repair/lm"
)

// Train counts the model of one language from its material, without the
// sources that are held back. What is shipped holds nothing back. Where the
// environment's RECTO_MODELS names a folder, models are kept there and found
// again by language, sources and settings: empty it when the training changes.
// Nets begin where [Beginning] says.
func Train(root, lang string, held func(tag string) bool) (*lm.Model, error) {
	all, err := Prose(root, lang)
	if err != nil {
		return nil, err
	}
	list, err := List(root, lang)
	if err != nil {
		return nil, err
	}
	from, err := Beginning(lang, all, held)
	if err != nil {
		return nil, err
	}
	train := func() (*lm.Model, error) { return lm.Train(Without(all, held, Everyday), list, Settings(lang), from) }
	dir := os.Getenv("RECTO_MODELS")
	if dir == "" {
		return train()
	}
	h := sha256.New()
	fmt.Fprintf(h, "%+v\n", Settings(lang))
	if from != nil {
		fmt.Fprintf(h, "from %x\n", from.Sum())
	}
	for _, p := range all {
		if !held(p.Tag) {
			fmt.Fprintln(h, p.Tag, len(p.Text))
		}
	}
	path := filepath.Join(dir, fmt.Sprintf("%s-%x.bin", lang, h.Sum(nil)[:8]))
	if data, err := os.ReadFile(path); err == nil {
		return lm.Parse(lang, data)
	}
	m, err := train()
	if err != nil {
		return nil, err
	}
	return m, os.WriteFile(path, m.Bytes(), 0o644)
}

// Everyday sentences are of another style than what comes out of a PDF: more bytes of
// them than this add size and no figures.
const Everyday = 3_000_000

// Settings of the models that are shipped.
func Settings(lang string) lm.Settings {
	return lm.Settings{Lang: lang, Frequent: 600, Triples: 110_000, Joint: 120_000, Grams: 112_000}
}
