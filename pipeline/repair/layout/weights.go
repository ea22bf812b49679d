package layout

// weights of the reasons, in log odds for a paragraph that goes on; fitted by
// bench -fit, see weights.card.md.
var weights = vector{
	// bias
	-0.228,
	// kind of end
	4.824,
	0.836,
	1.094,
	2.746,
	-0.278,
	-0.520,
	-0.783,
	-1.179,
	-0.719,
	6.408,
	2.531,
	1.941,
	// kind of start
	4.771,
	0.507,
	0.123,
	0.000,
	1.232,
	0.000,
	0.030,
	0.000,
	0.000,
	0.000,
	-1.546,
	0.000,
	// both
	2.219,
	0.199,
	0.651,
	0.555,
	0.608,
	1.895,
	-0.773,
	-0.022,
	-0.243,
	-0.865,
	-1.462,
	-4.304,
	-0.464,
	-1.227,
	-0.641,
	// capitals are common
	1.016,
	1.327,
	// closing quote
	0.263,
	// room left
	1.539,
	1.507,
	1.285,
	0.322,
	1.397,
	1.552,
	0.277,
	-0.878,
	-2.825,
	-3.451,
	-3.766,
	// room where a sentence ends
	0.611,
	-0.163,
	0.250,
	1.134,
	0.336,
	-0.477,
	-0.176,
	-1.590,
	-4.744,
	-4.479,
	-0.429,
	// room in units of the spread
	0.554,
	1.100,
	1.362,
	0.744,
	-0.073,
	-0.649,
	-3.245,
	-1.607,
	-2.932,
	// blank line
	-1.417,
	// page
	-0.646,
	// page and room
	0.926,
	// set in
	-8.194,
	-3.236,
	// set out
	1.281,
	// list marker
	0.604,
	0.000,
	-2.088,
	-1.339,
	-1.385,
	-0.914,
	// next number
	-4.721,
	// marker behind a stop
	0.528,
	// inside an item
	-0.167,
	// first line
	-0.931,
	0.466,
	// capitals
	-0.230,
	-2.899,
	// ragged
	-6.719,
	// unmeasured
	0.000,
	// words
	0.775,
	// no blank line where the text has them
	1.888,
	2.173,
	5.405,
	-2.659,
	// no indent where the text has them
	0.671,
	1.419,
	1.611,
	-3.164,
	// the next word fitted, to the character
	-1.544,
	0.357,
	0.728,
	-0.749,
}
