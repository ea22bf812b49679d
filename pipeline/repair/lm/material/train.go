package material

import "github.com/recto/recto/pipeline/repair/lm"

// Train counts the model of one language from its material, without the
// sources that are held back. What is shipped holds nothing back.
func Train(root, lang string, held func(tag string) bool) (*lm.Model, error) {
	all, err := Prose(root, lang)
	if err != nil {
		return nil, err
	}
	list, err := List(root, lang)
	if err != nil {
		return nil, err
	}
	// Everyday sentences are of another style than what comes out of a PDF:
	// more of them than this adds size and no figures.
	return lm.Train(Without(all, held, 3_000_000), list, Settings(lang))
}

// Settings of the models that are shipped.
func Settings(lang string) lm.Settings {
	return lm.Settings{Lang: lang, Frequent: 600, Triples: 110_000, Joint: 120_000}
}
