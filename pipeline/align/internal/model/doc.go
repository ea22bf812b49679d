// Package model is the inside of the aligner: what a segment looks like to it
// (Text), which words of two texts belong together (dict, learn), where in the
// plane of both texts to look (coarse, band), what embeddings are worth (trust),
// what speaks for a bead (features)
// and the semi-Markov field over beads that weighs it (lattice, Weights).
//
// Start with [New] and [Problem.Solve].
package model
