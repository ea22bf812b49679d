package blockend

var jointWeights = jointVector{
	jNet:       0.56,
	jUnlike:    -0.42,
	jAlike:     -0.37,
	jCounted:   0.34,
	jCountedOf: 0.42,
	jCountedNo: 0.71,
	jWords:     0.133,
	jPair:      0.8,
	jTriple:    0.725,
	jUnseen:    -0.455,
	jSmall:     -0.795,
	jCapital:   -0.21,
	jClash:     -1.03,
}

var pageOdds = [2]tailVector{
	{tNone: -2.15, tTail: -0.52, tPhrases: -0.29, tTotal: 0.36, tGain: 0.328, tFilled: 0.33, tSmall: 2.89, tApart: -0.80, tSigns: -1.86, tLast: -0.52, tSure: 2.47},
	{tNone: -1.17, tTail: -1.20, tPhrases: 0.23, tTotal: 0.26, tGain: 0.28, tFilled: -0.07, tSmall: 0.51, tApart: 0.88, tSigns: -2.29, tLast: 1.59, tSure: 1.04},
}

const made = -2.91
