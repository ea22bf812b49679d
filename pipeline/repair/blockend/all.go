package blockend

import "slices"

// All finds the tails of a document's pages; none where it was not made like that. Where
// no holes show, phrases that stand at the ends of blocks may seem to be those of their
// pages: what tells is how many of them find their places.
func (f *Finder) All(text string, pages [][]Line) [][]Found {
	var out [][]Found
	if f.Made(text, pages) {
		if out = f.findAll(text, pages); anyShows(out) {
			return out
		}
	}
	if !f.MadeByBlocks(text, pages) && out == nil {
		return nil
	}
	if more := f.findAll(text, pages); home(more) > byBlocks*home(out) {
		return more
	}
	return out
}

// byBlocks is how many times as many phrases find their places in blocks where these have
// their phrases at their ends.
const byBlocks = 2

func (f *Finder) findAll(text string, pages [][]Line) [][]Found {
	out := make([][]Found, len(pages))
	for i, lines := range pages {
		out[i] = f.Find(text, lines)
	}
	return out
}

// anyShows says that holes show on a page that has a tail.
func anyShows(pages [][]Found) bool {
	return slices.ContainsFunc(pages, func(found []Found) bool {
		return slices.ContainsFunc(found, func(p Found) bool { return p.shows })
	})
}

// home is how many phrases of a document go where they were put, by their posteriors.
func home(pages [][]Found) float64 {
	sum := 0.0
	for _, found := range pages {
		for _, p := range found {
			for _, q := range p.Placements {
				sum += q.Posterior
			}
		}
	}
	return sum
}
