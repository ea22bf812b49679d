package translate

import (
	"math"
	"slices"
)

const (
	// reach is how far an answer is thought to slip.
	reach = 2
	// doubt is the log odds beyond which a run of answers is taken to belong to
	// other sources. Slips are rare: of translations by people one in several
	// thousand reaches it (TestHumanTranslationsAreAccepted).
	doubt = 4.0
	// clear is the log odds for its own place that an answer needs to be
	// believed beside others that slipped.
	clear = 2.0
	// share of the evidence of one sentence that counts: neighbours in a text
	// are not independent.
	share = 0.7
)

// judgeTogether holds the rules that need the answers side by side: does one
// fit another source better than its own, or two?
func judgeTogether(b Batch, v []Verdict) {
	judgeMerged(b, v)
	sources := slices.Concat(b.Before, b.Segments, b.After)
	if len(sources) < 2 {
		return
	}
	src := make([]profile, len(sources))
	for i, s := range sources {
		src[i] = profileOf(s)
	}
	tgt := make([]profile, len(v))
	for k := range v {
		if v[k].Reason == "" {
			tgt[k] = profileOf(v[k].Text)
		}
	}
	r := rarityOf(src, tgt)
	own := make([]float64, len(v))
	for k := range v {
		if v[k].Reason == "" {
			own[k] = score(compare(src[len(b.Before)+k], tgt[k], r))
		}
	}
	slipped := make([]bool, len(v))
	gain := make([][]float64, 2*reach+1) // [shift][segment], log odds for the shift
	for shift := -reach; shift <= reach; shift++ {
		row := make([]float64, len(v))
		for k := range v {
			at := len(b.Before) + k + shift
			switch {
			case v[k].Reason != "":
				row[k] = 0
			case at < 0 || at >= len(sources):
				row[k] = math.Inf(-1)
			case sources[at] == b.Segments[k]:
				row[k] = 0 // the same text: either will do
			default:
				row[k] = share * (score(compare(src[at], tgt[k], r)) - own[k])
			}
		}
		gain[shift+reach] = row
		if shift != 0 {
			markRuns(row, slipped)
		}
	}
	for k := 0; k+1 < len(v); k++ { // two neighbours that changed places
		if gain[reach+1][k]+gain[reach-1][k+1] > doubt && gain[reach+1][k] > 0 && gain[reach-1][k+1] > 0 {
			slipped[k], slipped[k+1] = true, true
		}
	}
	mistrust(gain, slipped)
	for k := range v {
		if slipped[k] && v[k].Reason == "" {
			v[k].Reason = Shifted
		}
	}
}

// mistrust marks, where several answers slipped, all others that do not clearly
// belong where they are.
func mistrust(gain [][]float64, slipped []bool) {
	n := 0
	for _, s := range slipped {
		if s {
			n++
		}
	}
	if n < 3 {
		return
	}
	for k := range slipped {
		for shift, row := range gain {
			if shift != reach && row[k] > -clear {
				slipped[k] = true
			}
		}
	}
}

// markRuns marks the runs whose evidence adds up to more than the doubt, each
// as wide as it makes the sum the greatest (Bentley, Programming Pearls, 8).
func markRuns(gain []float64, slipped []bool) {
	sum, best := 0.0, 0.0
	from, end := 0, 0
	flush := func() {
		if best > doubt {
			for k := from; k < end; k++ {
				slipped[k] = true
			}
		}
		sum, best = 0, 0
	}
	for k, g := range gain {
		if sum+g <= 0 || best > doubt && sum+g < best-doubt {
			flush()
			if g <= 0 {
				continue
			}
		}
		if sum == 0 {
			from = k
		}
		sum += g
		if sum > best {
			best, end = sum, k+1
		}
	}
	flush()
}

// judgeMerged finds answers that hold the translation of a neighbour which has
// none of its own.
func judgeMerged(b Batch, v []Verdict) {
	without := func(k int) bool {
		return k >= 0 && k < len(v) && (v[k].Reason == Missing || v[k].Reason == Empty)
	}
	var ratios []float64
	for k := range v {
		if v[k].Reason == "" && !without(k-1) && !without(k+1) {
			ratios = append(ratios, width(v[k].Text)/max(1, width(b.Segments[k])))
		}
	}
	ratio := 1.1
	if len(ratios) >= 3 {
		slices.Sort(ratios)
		ratio = ratios[len(ratios)/2]
	}
	for k := range v {
		if v[k].Reason != "" {
			continue
		}
		for _, n := range []int{k - 1, k + 1} {
			if !without(n) {
				continue
			}
			text := width(v[k].Text)
			alone := ratio * width(b.Segments[k])
			both := alone + ratio*width(b.Segments[n])
			if text > 1.3*alone && math.Abs(math.Log(text/both)) < math.Abs(math.Log(text/alone)) {
				v[k].Reason = Merged
			}
		}
	}
}
