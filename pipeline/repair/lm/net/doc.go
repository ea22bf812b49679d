// Package net tells places where text runs on from places where two ends were
// put together: a small neural network over [K] tokens on either side.
//
// A token is the sum of three rows of a table, of its word, its shape and its
// ending; a word that is not known has its shape and ending still. The first
// layer has weights for each of the 2K places; then come two layers with
// rectifiers. It learns to tell what follows from what stands elsewhere within
// a line's length of the same text (noise-contrastive estimation with negatives
// from near by: Gutmann, Hyvärinen 2010; Mikolov et al. 2013), and to rank it
// above them. The rows are stored in half bytes, the layers in bytes, each row
// with its size.
//
// Start at [Train], then [Net.Bytes]; a reader at [Parse] and [NewSession]. The nets of
// several languages begin better [Together].
// The figures come from the command in the folder bench.
package net
