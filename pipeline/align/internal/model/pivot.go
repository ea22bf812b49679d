package model

// How much a pivot is worth beside embeddings differs from one translation to
// another. Pairs that the draft is sure of show it: the share of their words that
// pivot and target have in common. Of a machine translation of 2010 that was .4, of
// references with every third word replaced .6 to .8. The weights for both kinds of
// evidence are learned on the former: a pivot that is closer counts more.
const (
	pivotFrom = 0.45 // share up to which a pivot counts as it was learned
	pivotFull = 0.70 // share from which on it counts most
	pivotFew  = 5.0  // pairs without a common word that are assumed beside those that are there
	pivotMost = 0.5  // of what a pivot adds to the texts alone: the half that was not learned
)

// nearPivot is how much closer the pivot is to the target than one that counts as
// learned, from 0 to 1, as the pairs say that a draft is sure of.
func (p *Problem) nearPivot(d *drafted) float64 {
	c := p.channels[pivotChannel]
	var common, all float32
	sure := d.sure()
	for _, st := range sure {
		common += c.mass(st.i0, st.j0)
		all += (c.massS[st.i0] + c.massT[st.j0]) / 2
	}
	if all == 0 {
		return 0
	}
	n := float64(len(sure))
	share := float64(common/all) * n / (n + pivotFew)
	return min(max((share-pivotFrom)/(pivotFull-pivotFrom), 0), 1)
}

// beside gives the weights for a pivot beside embeddings, the pivot as close as that
// to the target.
func (w *Weights) beside(near float64) *[Features]float32 {
	out := w.Of[WithBoth]
	for k := range out {
		out[k] += float32(near*pivotMost) * (w.Of[WithPivot][k] - w.Of[TextOnly][k])
	}
	return &out
}
