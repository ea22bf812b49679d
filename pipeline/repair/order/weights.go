package order

// weights of the features.
var weights = func() (w [features]float64) {
	w[fWord], w[fClass] = 0.3, 0.15
	w[fPairs], w[fTriples] = 0.5, 0.3
	w[fUnseen], w[fUnknown] = -0.3, -1
	w[fCapital], w[fNoCapital], w[fBalance] = -1, -1, -1
	w[fMove] = -2
	for k := range int(cutKinds) {
		w[fHole+k], w[fSeam+k], w[fStyled+k] = -2, -2, -3
		w[fUnused+k] = -2
	}
	w[fHole+int(doubleSpace)], w[fHole+int(spaceClose)] = 0, 0
	w[fSeam+int(glueWord)], w[fSeam+int(glueCase)] = 0, 0
	w[fLeadMark], w[fLeadHole], w[fTrailHole] = -3, -1, -1
	w[fStart+2] = -1
	for k := range 7 {
		w[fRuns+k] = -0.5 * float64(k)
	}
	w[fShare] = -1
	w[fBalanceOf], w[fBalanceOf+4] = -1, -1
	return
}()
