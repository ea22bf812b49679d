// Package page writes what people open in a browser: the facing pages of a
// bitext ([Write]) and the morning report of a night ([WriteNight]). Each is one
// file that needs no network, no script to be read, and no colour to be
// understood.
//
// The texts of a document are data: they reach the page through html/template
// as text alone, control characters and overrides of the writing direction are
// shown instead of obeyed, and a content security policy allows nothing but the
// page's own script and style, by hash.
//
// A bitext is laid out as a scholar's edition: source and target face to face
// in the flow of their paragraphs, and below each paragraph its apparatus, where
// what needs a look is said and what the repair moved is shown beside the line
// as the extraction gave it. view.go builds that from a [corpus.Bitext];
// templates/ and assets/ draw it, and are made so that a desk that serves the
// same pages can use them as they are.
package page
