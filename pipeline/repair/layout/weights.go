package layout

// weights of the reasons, in log odds for a paragraph that goes on; fitted by
// bench -fit, see weights.card.md.
var weights = vector{
	// bias
	-0.296,
	// kind of end
	2.730,
	1.584,
	0.464,
	2.404,
	0.184,
	-1.135,
	-0.841,
	-2.514,
	-1.565,
	9.574,
	5.231,
	1.149,
	// kind of start
	2.444,
	0.937,
	-0.477,
	0.623,
	-0.299,
	0.000,
	0.013,
	0.000,
	0.000,
	0.000,
	-0.806,
	0.000,
	// both
	2.719,
	0.090,
	0.908,
	1.057,
	0.577,
	1.077,
	-1.600,
	-0.196,
	-1.017,
	-0.807,
	-2.452,
	-2.287,
	-0.849,
	-1.132,
	-0.863,
	// capitals are common
	0.911,
	3.801,
	// closing quote
	-1.654,
	// room left
	2.707,
	2.224,
	2.232,
	1.966,
	2.158,
	1.473,
	-0.736,
	-4.089,
	-4.968,
	-6.632,
	-7.708,
	// room where a sentence ends
	0.536,
	0.762,
	0.542,
	0.544,
	-0.064,
	0.015,
	-0.354,
	-0.706,
	-1.392,
	-3.974,
	-3.840,
	// blank line
	-1.667,
	// page
	-0.759,
	// page and room
	1.418,
	// set in
	-9.849,
	-2.807,
	// set out
	1.954,
	// list marker
	1.108,
	0.000,
	-1.473,
	-2.394,
	-2.930,
	0.612,
	// next number
	-2.951,
	// marker behind a stop
	1.384,
	// inside an item
	-0.483,
	// first line
	-0.993,
	1.058,
	// capitals
	2.862,
	-0.958,
	// ragged
	-6.006,
	// unmeasured
	0.000,
	// words
	0.528,
	// no blank line where the text has them
	1.136,
	2.010,
	5.743,
	-2.152,
	// no indent where the text has them
	0.549,
	0.619,
	1.870,
	-1.322,
	// the next word fitted, to the character
	-0.768,
	-1.104,
	0.760,
	-0.664,
}
