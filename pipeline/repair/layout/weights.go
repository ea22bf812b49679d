package layout

// weights of the reasons, in log odds for a paragraph that goes on; fitted by
// bench -fit, see weights.card.md.
var weights = vector{
	// bias
	-0.519,
	// kind of end
	0.762,
	1.472,
	0.878,
	-0.795,
	0.166,
	-0.919,
	-0.300,
	-2.275,
	-1.807,
	8.646,
	4.155,
	0.939,
	// kind of start
	2.088,
	0.530,
	-0.907,
	0.000,
	0.269,
	0.000,
	-0.495,
	0.000,
	0.000,
	0.000,
	-1.540,
	0.000,
	// both
	2.412,
	-0.518,
	0.742,
	0.725,
	-0.376,
	1.137,
	-1.551,
	-0.345,
	-0.476,
	-1.195,
	-2.504,
	-1.241,
	-0.601,
	-1.310,
	-0.766,
	// capitals are common
	1.150,
	3.964,
	// closing quote
	-0.954,
	// room left
	2.165,
	2.039,
	1.548,
	0.968,
	1.595,
	1.012,
	0.480,
	-0.615,
	-2.107,
	-3.509,
	-3.551,
	// room where a sentence ends
	0.341,
	-0.047,
	0.455,
	0.632,
	-0.012,
	0.087,
	-0.087,
	-1.230,
	-1.506,
	-3.312,
	-0.729,
	// room in units of the spread
	0.702,
	0.986,
	1.116,
	0.770,
	-0.159,
	-0.872,
	-1.371,
	-1.791,
	-2.636,
	// blank line
	-1.546,
	// page
	-1.065,
	// page and room
	1.430,
	// set in
	-9.558,
	-2.584,
	// set out
	1.442,
	// list marker
	0.937,
	0.000,
	-1.785,
	-2.573,
	-2.476,
	0.637,
	// next number
	-3.569,
	// marker behind a stop
	1.026,
	// inside an item
	-0.162,
	// first line
	-1.071,
	0.370,
	// capitals
	1.466,
	-3.377,
	// ragged
	-5.974,
	// unmeasured
	-0.733,
	// words
	0.616,
	// no blank line where the text has them
	1.723,
	1.939,
	5.429,
	0.411,
	// no indent where the text has them
	0.571,
	1.257,
	1.721,
	-2.760,
	// the next word fitted, to the character
	-0.999,
	-0.228,
	0.678,
	-0.602,
}
