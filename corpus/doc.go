// Package corpus holds the nouns of recto: what a document is before and after
// each stage, and nothing that does anything with it.
//
// Start with [Source], the text as it was read, and [Piece], a stretch of it.
// All later text is a list of pieces: a [Paragraph] and a [Segment] of a source
// document can be traced, byte for byte, to the file they came from. A [Side]
// is one document taken to segments; a [Bitext] is two sides and the [Bead]s
// that tie them. Decisions of people hang on an [Anchor], not on a position.
//
// All offsets are half-open byte offsets into Source.Text, which is valid
// UTF-8 without a byte order mark.
package corpus
