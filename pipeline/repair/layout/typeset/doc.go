// Package typeset lays paragraphs out as programs do that print a page to
// text: lines of a width, with or without blank lines and indents, hyphens at
// line ends, pages with running heads and numbers. It says where each
// paragraph begins and which hyphens it put in, so that a reader of layouts
// can be fitted and measured.
//
// It is for training, benches and tests; recto itself does not import it.
package typeset
