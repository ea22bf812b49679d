package layout

// weights of the reasons, in log odds for a paragraph that goes on; fitted by
// bench -fit, see weights.card.md.
var weights = vector{
	// bias
	-0.716,
	// kind of end
	4.506,
	1.497,
	1.139,
	3.201,
	0.302,
	-0.984,
	-0.947,
	-2.719,
	-1.099,
	9.289,
	5.100,
	2.060,
	// kind of start
	0.548,
	0.416,
	-0.650,
	0.000,
	-0.003,
	0.000,
	0.666,
	0.000,
	0.000,
	0.000,
	-1.048,
	0.000,
	// both
	2.887,
	0.182,
	0.990,
	1.643,
	0.452,
	0.931,
	-1.559,
	-0.350,
	-0.965,
	-0.307,
	-2.119,
	-1.087,
	-0.048,
	-1.338,
	-1.058,
	// capitals are common
	0.332,
	5.470,
	// closing quote
	-1.373,
	// room left
	1.984,
	1.705,
	1.391,
	0.947,
	2.150,
	1.564,
	0.662,
	-1.190,
	-3.111,
	-5.477,
	-5.042,
	// room where a sentence ends
	0.349,
	0.288,
	0.184,
	0.538,
	0.006,
	-0.062,
	-0.283,
	-0.878,
	-4.709,
	-3.096,
	-1.918,
	// room in units of the spread
	1.583,
	1.800,
	1.752,
	0.944,
	0.630,
	-0.100,
	-1.139,
	-3.848,
	-4.256,
	// blank line
	-1.623,
	// page
	-0.282,
	// page and room
	-2.406,
	// set in
	-9.454,
	-2.321,
	// set out
	1.753,
	// list marker
	0.887,
	0.000,
	-1.668,
	-2.704,
	-2.907,
	-0.904,
	// next number
	-3.250,
	// marker behind a stop
	0.976,
	// inside an item
	-0.379,
	// first line
	-0.917,
	-2.762,
	// capitals
	3.369,
	-4.166,
	// ragged
	-6.668,
	// unmeasured
	0.000,
	// words
	0.517,
	// no blank line where the text has them
	1.585,
	2.208,
	4.911,
	2.006,
	// no indent where the text has them
	1.004,
	0.806,
	1.698,
	-0.833,
	// the next word fitted, to the character
	-1.044,
	-0.266,
	0.626,
	-0.406,
}
