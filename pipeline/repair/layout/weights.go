package layout

// weights of the reasons, in log odds for a paragraph that goes on.
var weights = func() (w vector) {
	w[fBias] = 0.5
	for c, x := range map[class]float64{lower: 1.5, upper: 1, caseless: 1.5, digit: 0.8, stop: -1, comma: 2.5, semicolon: -0.5, colon: -1.5, hyphen: 3, opener: 4, dash: 1} {
		w[fEnd+int(c)] = x
	}
	for c, x := range map[class]float64{lower: 2, upper: -1.5, comma: 3, dash: -0.5, hyphen: 0} {
		w[fStart+int(c)] = x
	}
	w[fRate] = 2
	for i, x := range []float64{1.5, 0.5, -0.5, -1.5, -2.5, -3} {
		w[fShort+i] = x
	}
	w[fShortStop], w[fShortUpper] = -2, -1.5
	w[fShortStop+1] = 0.8
	w[fBlank] = -3.5
	w[fPage] = -0.5
	w[fIn], w[fIn+1] = -1, -3
	w[fOut] = -0.5
	for c, x := range map[marker]float64{bullet: -6, dashes: -2, number: -2.5, letter: -3, clause: -2} {
		w[fMarker+int(c)] = x
	}
	w[fSequence] = -2
	w[fMarkerStop] = -2
	w[fAlone+1] = -1
	w[fCapital+1] = -3
	w[fRagged] = -3
	w[fJoins] = 0.5
	return w
}()
