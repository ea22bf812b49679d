// Package lab is what training and measuring the aligner share: bitexts with
// known beads (made, or read), the measure, and the fit of the weights. Nothing
// of it is in the program.
package lab
