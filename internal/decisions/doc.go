// Package decisions finds what a person changed or approved in an XLIFF file or
// a table that recto wrote, by comparing it with the bitext it was written from.
//
// Start with [FromXLIFF] and [FromXLSX]. A decision hangs on the source's text
// and its occurrence in the document, so that the next run finds its place in
// an edited document too. What cannot be taken is a [Conflict], with its place
// in the file; nothing is overwritten: where another reviewer decided otherwise
// before, both stand in the conflict. Storing is the caller's.
package decisions
