package match

// Costs of putting one token in another's place, by what differs. Dropping or
// adding a token costs its weight.
const (
	caseCost   = 0.2 // Port / port
	figureCost = 0.2 // 1,000 / 1000: the same digits, written in another way
)

// Longest is the longest text, in tokens, for which near units are sought: two
// paragraphs of several hundred words that differ in one are no help to anyone,
// and the distance costs the square of the length.
const Longest = 400

// Similarity of two texts, 0 to 1; 1 only where Fold makes them equal. It is one
// minus the edit distance over words, numbers and marks, divided by the weight
// of the heavier text (Levenshtein's distance with weights: a mark weighs 0.3, a
// difference of case alone 0.2, another number as much as another word).
func Similarity(a, b string) float64 {
	fa, fb := Fold(a), Fold(b)
	if fa == fb {
		return 1
	}
	return similarity(tokens(fa), tokens(fb), 0)
}

// similarity of two texts that are not equal: below 1. It gives 0 as soon as it
// is plain that floor is out of reach.
func similarity(a, b []token, floor float64) float64 {
	wa, wb := weight(a), weight(b)
	heavy := max(wa, wb)
	if heavy == 0 || len(a) > 4*Longest || len(b) > 4*Longest {
		return 0
	}
	most := (1 - floor) * heavy
	if max(wa-wb, wb-wa) > most {
		return 0
	}
	row := make([]float64, len(b)+1)
	for j, t := range b {
		row[j+1] = row[j] + t.weight
	}
	for _, s := range a {
		diagonal := row[0]
		row[0] += s.weight
		least := row[0]
		for j, t := range b {
			d := min(diagonal+exchange(s, t), row[j+1]+s.weight, row[j]+t.weight)
			diagonal, row[j+1] = row[j+1], d
			least = min(least, d)
		}
		if least > most {
			return 0
		}
	}
	// Never 1: Fold says what is equal, and this is not.
	return max(0, min(0.99, 1-row[len(b)]/heavy))
}

func exchange(s, t token) float64 {
	switch {
	case s.text == t.text:
		return 0
	case s.lower == t.lower:
		return caseCost
	case s.digits != "" && s.digits == t.digits:
		return figureCost
	}
	return max(s.weight, t.weight)
}

func weight(list []token) float64 {
	w := 0.0
	for _, t := range list {
		w += t.weight
	}
	return w
}
