package main

import "github.com/recto/recto/pipeline/repair/blockend"

// prior are the weights of merges that the lessons start from and are held to where
// they say little: on pages where holes do not show, and where they do. They were
// found by random search, before there were lessons, but for eStaysOn, which is half of eStays.
func prior() (w [2][]float64) {
	for kind, known := range [2]map[string]float64{
		{
			"eJoint": 1.6, "ePhrase": -0.288, "eHole": 5.584, "eEmpty": -12.192, "eMark": -8.688, "eRoom": 5.984,
			"eLast": 1.6, "eExcess": 6.832, "eGape": -3.2, "eOver": -29.888, "eLoose": -4, "eGoesOn": 1.6,
			"eCut": -7.376, "eCutRow": -3.456, "eStays": -8, "eStaysOn": -4, "eRow": -14.88, "eLong": -1.472, "eWhole": -2.4,
			"eHoley": -5.584,
		},
		{
			"eJoint": 1.6, "ePhrase": -0.288, "eHole": 5.584, "eEmpty": -12.192, "eMark": -8.688, "eRoom": 1.915,
			"eLast": 0.512, "eExcess": 2.186, "eOver": -9.564, "eLoose": -4, "eGoesOn": 1.6, "eCut": -7.376,
			"eCutRow": -3.456, "eStays": -8, "eStaysOn": -4, "eRow": -14.88, "eLong": -1.472, "eWhole": -2.4, "eHoley": -5.584,
			"eInside": -5.92, "eNoHole": -4.24,
		},
	} {
		for _, name := range blockend.MergeNames {
			w[kind] = append(w[kind], known[name])
		}
	}
	return w
}
