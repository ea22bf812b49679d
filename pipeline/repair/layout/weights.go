package layout

// weights of the reasons, in log odds for a paragraph that goes on; fitted by
// bench -fit, see weights.card.md.
var weights = vector{
	// bias
	-0.533,
	// kind of end
	-1.084,
	0.849,
	1.005,
	2.185,
	0.481,
	-0.652,
	-0.813,
	-1.201,
	-0.640,
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
	0.275,
	1.416,
	1.019,
	-0.977,
	-0.662,
	1.161,
	-0.950,
	-1.490,
	-1.110,
	-0.307,
	-0.608,
	-0.243,
	// capitals are common
	0.880,
	3.118,
	// closing quote
	-0.666,
	// room left
	0.854,
	1.151,
	0.938,
	0.840,
	1.337,
	0.962,
	0.048,
	-1.777,
	-2.479,
	-4.742,
	-2.069,
	// room where a sentence ends
	-0.178,
	-0.451,
	-0.297,
	-0.419,
	-0.196,
	-0.249,
	-0.762,
	0.451,
	-4.050,
	-3.383,
	0.247,
	// room in units of the spread
	0.624,
	1.544,
	1.518,
	0.386,
	0.014,
	-1.478,
	-2.404,
	-2.791,
	-1.707,
	// blank line
	-1.260,
	// page
	-0.223,
	// page and room
	2.607,
	// set in
	-2.377,
	-3.468,
	// set out
	1.480,
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
	3.948,
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
	-0.406,
	// hanging
	0.574,
	1.523,
	1.903,
	// back from hanging
	-7.118,
	-2.939,
	// words behind a sentence
	0.429,
	// paragraphs that end at a full line
	-0.164,
	// a word a line
	10.060,
	0.155,
	// set in inside a sentence
	-1.160,
	// set in as the line before
	-3.288,
	-3.336,
}
