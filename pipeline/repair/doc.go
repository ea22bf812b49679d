// Package repair puts a text right that came out of a printed page with its
// phrases, lines and paragraphs out of order.
//
// [Repair] is the way in. It cuts the text into visual lines (layout), puts those in
// one that came run by run (runs.go), has the order of phrases read in each line that
// bears a mark of damage (order, with the language models of lm), and puts lines
// together to paragraphs (layout again). What it did and what it left stands in the
// [Result]; [NewReport] is the same for a file, [WriteDiff] for a terminal.
//
// Three things hold on every run. Repair is a permutation: each character that
// is not white space is in one paragraph once, or in Result.Removed; what
// would break that goes on as it came, with a doubt. A line without a mark of
// damage keeps its order. And repairing what was repaired changes nothing.
package repair
