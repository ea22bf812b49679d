package layout

// weights of the reasons, in log odds for a paragraph that goes on; fitted by
// bench -fit, see weights.card.md.
var weights = vector{
	// bias
	-0.842,
	// kind of end
	4.197,
	1.352,
	0.443,
	3.126,
	0.348,
	-0.851,
	-0.721,
	-2.905,
	-1.339,
	8.125,
	4.704,
	2.194,
	// kind of start
	0.717,
	0.512,
	-0.855,
	0.000,
	0.255,
	0.000,
	0.156,
	0.000,
	0.000,
	0.000,
	-1.388,
	0.000,
	// both
	2.771,
	-0.044,
	0.901,
	1.669,
	0.023,
	1.090,
	-1.425,
	-0.413,
	-0.743,
	-0.471,
	-2.311,
	-1.127,
	-0.060,
	-1.438,
	-1.042,
	// capitals are common
	1.993,
	5.244,
	// closing quote
	-0.815,
	// room left
	2.041,
	1.850,
	1.537,
	1.061,
	2.159,
	1.654,
	0.656,
	-1.223,
	-3.063,
	-5.238,
	-4.904,
	// room where a sentence ends
	0.325,
	0.206,
	0.109,
	0.481,
	-0.050,
	-0.183,
	-0.360,
	-0.709,
	-4.611,
	-2.845,
	-1.803,
	// room in units of the spread
	1.697,
	1.894,
	1.788,
	1.112,
	0.805,
	0.054,
	-1.139,
	-4.497,
	-4.062,
	// blank line
	-1.650,
	// page
	-0.207,
	// page and room
	-2.938,
	// set in
	-9.533,
	-2.104,
	// set out
	1.759,
	// list marker
	0.381,
	0.000,
	-1.768,
	-2.606,
	-3.241,
	-1.451,
	// next number
	-3.250,
	// marker behind a stop
	1.114,
	// inside an item
	-0.293,
	// first line
	-0.963,
	-2.656,
	// capitals
	1.609,
	-3.716,
	// ragged
	-6.450,
	// unmeasured
	0.000,
	// words
	0.612,
	// no blank line where the text has them
	1.577,
	2.209,
	5.030,
	2.258,
	// no indent where the text has them
	1.054,
	0.859,
	1.900,
	-1.099,
	// the next word fitted, to the character
	-1.047,
	-0.233,
	0.625,
	-0.432,
}
