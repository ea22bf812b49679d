// Package layout finds the paragraphs of a plain text that was laid out for a
// page: visual lines, pages, running heads, blank lines, indents, lists, words
// cut at a line's end.
//
// Start with [Parse], which cuts a text into lines and takes out what belongs
// to the page and not to the text. [Page.Blocks] are the runs of lines within
// which a sentence may go on; they are what the reader of phrase order needs.
// [Page.Paragraphs] takes the lines as they were read and decides, boundary by
// boundary, whether the text goes on: by where the line ends on the page, by
// what stands at its end and at the start of the next, and by a language model
// where these do not tell. [Page.Code] says that the text
// is none for a reader of phrase order, [Page.Unspaced] that its words ran together
// ([Words.Unglue] parts them), [Page.Runs] which lines are one visual line that came in
// pieces (runcost.go says what that hangs on). The weights of these reasons are learned (see
// weights.card.md).
//
// Nothing here knows a language by name; a word list and a model of the
// language come in through [Words].
package layout
