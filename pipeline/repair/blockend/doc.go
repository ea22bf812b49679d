// Package blockend puts phrases back that a producer painted at the end of a
// page, or of each block: what a browser's PDF gives when positioned phrases are
// read in content order. The body's lines have holes, which show or do not; the
// phrases stand below the body, in rows: what stood in one visual line of the body
// stands in one row, on lines of their own with blank lines around them or all on
// one line. Without blank lines each line is a row; all phrases of a block may stand
// on one. Readers that leave a line with a hole whole (setting.go) set the phrases of a row
// side by side (meet.go), and some part pages by a blank line, or not at all (pages.go).
//
// Body and phrases both keep their order, so undoing it is a merge of the two. What
// tells where a phrase goes: how well the words join, the hole, the room that the
// line has left, and that a row has a visual line to itself (evidence.go). All merges
// are added up, each as likely as that makes it (lattice.go), so that it is known how
// likely each phrase goes where; those places are chosen that are expected to put most
// words beside their right neighbours (expect.go).
//
// Start at [NewFinder] and [Finder.All], which asks [Finder.Made] and calls [Finder.Find]:
// the damage is the whole document's, or there is none (made.go; blocks.go asks the blocks
// where the pages have none, or hardly any). Most pages are done with after a look at
// their lines' widths (lines.go, in the face that setting.go finds), the others after a few
// joints (ragged.go); only what is left costs something. How well words go together, what
// tells for a merge and what a page says for the document is learned, by the command in the
// folder train; it calls lesson.go and learn.go.
package blockend
