// Package order puts the phrases of a visual line back where they belong.
//
// A program that writes PDF paints a line's plain runs first and its styled
// runs (bold, links) after them, or the other way round; a program that reads
// PDF hands them on so. The line as it came is then two sequences, one after
// the other, that each kept their order, and reading it is a merge.
//
// Start with [Reader.Blocks], which finds the way round for a document (orient.go) and
// how its lines begin (starts.go), and reads them; where the lines that it tries show no
// damage, it reads those alone that bear more than words that may be two. A line is cut
// at its spaces and at its marks of damage: two spaces, a space before a comma, two
// words in one (cut.go, between.go), or where terms end that the document has elsewhere
// (terms.go); much that looks like a mark is none (sound.go), and many lines are no prose
// (noprose.go). A line without a mark is never touched. One that a reader of
// PDF handed on run by run holds line breaks, and is cut at these: its plain runs came in
// one row, its phrases in another (rows.go); a pair of quotation
// marks that came empty takes in what stands behind it (nested.go). Of all merges that
// the cuts allow the likeliest are found by what would stand side by side in them
// (merge.go, search.go), then measured in full (feature.go): by the models of package
// lm, by the words of the document itself (document.go), by what marks a reading
// explains, and by how this document's producer treats spaces, how long its phrases are
// and how many of its marks mean nothing (habit.go), with what words its phrases begin and
// end (words.go), whether its phrases are glued where
// they stood (inplace.go), how its lines show what ends them (closing.go) and what it
// sets apart elsewhere (phrases.go). A scorer that is learned, for producers of either
// kind and for lines that came in rows, makes one number of these features; languages shift it a little (scorer.go). The
// readings of neighbouring lines are weighed together (chain.go), so that each has a
// posterior. Made is the reading that is expected to put most words beside their right
// neighbours (choose.go); below the bar a line stays as it came, and so does one that is
// not sure enough for how few of the document's lines seem out of order (blocks.go,
// rate.go).
//
// [Teach] and [Learn] are how the scorer comes about; the command in train
// calls them.
package order
