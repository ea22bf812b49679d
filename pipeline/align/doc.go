// Package align lays two texts that say the same side by side: it groups their
// segments into beads, so that every segment of both is in exactly one bead, in
// order.
//
// Start with [Align]. It needs nothing but the two texts; a rough machine
// translation of the source ([Options.Pivot]) or sentence embeddings
// ([Options.Embedder]) make it better. A bead's score is the calibrated
// probability that it is right, and its reasons say what spoke for it. What
// stands on one side only becomes empty beads, and [Report] says how much that
// is and whether the texts belong together at all.
//
// How: a pyramid of halved texts finds the path roughly, a draft in the manner
// of Gale and Church near the path gives the pairs from which a lexicon of the
// two texts is learned, and a semi-Markov conditional random field over beads
// weighs some hundred features near what the draft thinks possible. Embeddings
// count as far as they agree with what the words are sure of: vectors that say
// nothing change nothing. Beside them a pivot counts the more, the nearer it is to the
// target. Time and memory grow linearly. The weights are learned (see train and
// weights.card.md), the same for all languages; measure them with the bench folder's
// program.
package align
