package layout

// weights of the reasons, in log odds for a paragraph that goes on; fitted by
// bench -fit, see weights.card.md.
var weights = vector{
	// bias
	-0.532,
	// kind of end
	-1.084,
	0.848,
	1.005,
	2.184,
	0.481,
	-0.652,
	-0.813,
	-1.201,
	-0.639,
	8.416,
	2.912,
	1.561,
	// kind of start
	1.150,
	0.039,
	-0.175,
	0.000,
	1.564,
	0.000,
	2.250,
	0.000,
	0.000,
	0.000,
	1.201,
	0.000,
	// both
	1.562,
	0.617,
	1.062,
	0.276,
	1.416,
	1.019,
	-0.977,
	-0.662,
	1.161,
	-0.950,
	-1.489,
	-1.111,
	-0.307,
	-0.608,
	-0.244,
	// capitals are common
	0.885,
	3.116,
	// closing quote
	-0.666,
	// room left
	0.855,
	1.151,
	0.938,
	0.840,
	1.338,
	0.963,
	0.047,
	-1.778,
	-2.480,
	-4.742,
	-2.069,
	// room where a sentence ends
	-0.179,
	-0.451,
	-0.296,
	-0.419,
	-0.196,
	-0.248,
	-0.761,
	0.450,
	-4.051,
	-3.384,
	0.246,
	// room in units of the spread
	0.623,
	1.545,
	1.518,
	0.384,
	0.015,
	-1.476,
	-2.403,
	-2.790,
	-1.707,
	// blank line
	-1.261,
	// page
	-0.224,
	// page and room
	2.608,
	// set in
	-2.378,
	-3.467,
	// set out
	1.479,
	// list marker
	0.774,
	0.000,
	-5.022,
	-2.148,
	-0.279,
	0.477,
	// next number
	-3.464,
	// marker behind a stop
	-0.080,
	// inside an item
	-0.303,
	// first line
	-0.746,
	-0.684,
	// capitals
	2.687,
	-5.396,
	// ragged
	-3.038,
	// unmeasured
	-2.125,
	// words
	0.962,
	// no blank line where the text has them
	2.034,
	1.704,
	3.949,
	1.445,
	// no indent where the text has them
	1.367,
	1.056,
	2.180,
	1.454,
	// the next word fitted, to the character
	-0.909,
	-0.151,
	0.689,
	-0.407,
	// hanging
	0.574,
	1.524,
	1.903,
	// back from hanging
	-7.118,
	-2.937,
	// words behind a sentence
	0.427,
	// paragraphs that end at a full line
	-0.163,
	// a word a line
	10.059,
	0.155,
	// set in inside a sentence
	-1.160,
	// set in as the line before
	-3.288,
	-3.336,
}
