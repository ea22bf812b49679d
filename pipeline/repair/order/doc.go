// Package order puts the phrases of a visual line back where they belong.
//
// A program that writes PDF paints a line's plain runs first and its styled
// runs (bold, links) after them, or the other way round; a program that reads
// PDF hands them on so. The line as it came is then two sequences, one after
// the other, that each kept their order, and reading it is a merge.
//
// Start with [Orient], which finds the way round for a document, and
// [Reader.Blocks], which reads its lines. A line is cut at its spaces and at
// its marks of damage: two spaces, a space before a comma, two words in one
// (see cut.go). A line without a mark is never touched. Every choice of cuts
// gives two readings (candidate.go); the likeliest are kept by what stands
// side by side in them, then measured in full (feature.go): by the language
// model of package lm, by the words of the document itself (document.go), by
// what marks a reading explains, and by how this document's producer treats
// spaces (habit.go). The weights of these features are learned, and the same
// for all languages. The readings of neighbouring lines are weighed together
// (read.go), so that each has a posterior; below the bar a line stays as it
// came.
//
// [Teach] and [Learn] are how the weights come about; the command in train
// calls them.
package order
