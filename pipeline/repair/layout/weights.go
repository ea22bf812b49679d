package layout

// weights of the reasons, in log odds for a paragraph that goes on; fitted by
// bench -fit, see weights.card.md.
var weights = vector{
	// bias
	-0.484,
	// kind of end
	2.256,
	0.945,
	-0.251,
	2.957,
	0.703,
	-0.647,
	-0.303,
	-1.803,
	-0.879,
	7.345,
	2.254,
	-0.417,
	// kind of start
	-0.397,
	-0.590,
	-0.742,
	0.000,
	1.344,
	0.000,
	0.054,
	0.000,
	0.000,
	0.000,
	0.778,
	0.000,
	// both
	1.526,
	0.470,
	0.488,
	-0.116,
	1.138,
	0.558,
	-0.839,
	-0.698,
	0.538,
	-0.660,
	-2.263,
	-1.238,
	-0.481,
	-0.575,
	-0.481,
	// capitals are common
	0.067,
	1.198,
	// closing quote
	-0.400,
	// room left
	1.161,
	1.391,
	0.986,
	0.826,
	1.126,
	0.905,
	-0.366,
	-1.685,
	-2.071,
	-2.832,
	-0.717,
	// room where a sentence ends
	-0.312,
	-0.430,
	-0.244,
	-0.289,
	-0.397,
	-0.361,
	0.051,
	-0.967,
	-0.651,
	0.130,
	0.178,
	// room in units of the spread
	0.588,
	1.745,
	1.600,
	1.161,
	0.390,
	-1.253,
	-2.186,
	-1.998,
	-0.889,
	// blank line
	-1.259,
	// page
	-0.556,
	// page and room
	0.582,
	// set in
	-2.221,
	-4.140,
	// set out
	2.104,
	// list marker
	0.934,
	0.000,
	-4.987,
	-2.247,
	-0.733,
	2.416,
	// next number
	-3.443,
	// marker behind a stop
	0.526,
	// inside an item
	-0.072,
	// first line
	-0.846,
	-0.409,
	// capitals
	1.124,
	-0.959,
	// ragged
	-0.941,
	// unmeasured
	-2.430,
	// words
	0.909,
	// no blank line where the text has them
	2.008,
	2.435,
	3.351,
	1.860,
	// no indent where the text has them
	1.371,
	0.844,
	2.108,
	1.134,
	// the next word fitted, to the character
	-0.390,
	-0.316,
	0.483,
	-0.044,
	// hanging
	0.173,
	2.070,
	2.712,
	// back from hanging
	-6.673,
	-1.646,
	// words behind a sentence
	0.465,
	// paragraphs that end at a full line
	-0.222,
	// a word a line
	8.450,
	0.193,
	// set in inside a sentence
	-1.891,
	// set in as the line before
	-1.948,
	-3.455,
}
