package hyphen

// weights of the reasons, in log odds that the hyphen goes; fitted by train,
// see habits.card.md.
var weights = vector{
	fBias:         -0.024,
	fCompound:     -5.623,
	fNoCompound:   1.479,
	fWhole:        2.215,
	fWholeUnknown: -0.621,
	fLeftRate:     -0.084,
	fRightRate:    0.198,
	fLeftKnown:    -0.502,
	fRightKnown:   -0.506,
	fBothKnown:    -1.525,
	fLoss:         -3.618,
	fShortLeft:    0.508,
	fShortRight:   -0.101,
	fSeen:         2.818,
	fSeenSolid:    1.253,
	fSeenHyphened: -5.727,
	fRightUpper:   -4.593,
	fBothUpper:    -5.988,
	fAllUpper:     -1.844,
	fChain:        -6.545,
	fDocument:     1.109,
	fNoList:       -0.337,
}
