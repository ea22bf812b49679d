// Package read takes a file to a [corpus.Source]: whatever encoding it came in,
// decoded once and then left alone.
//
// Start with [File], or with [Bytes] where the content is there already. What
// cannot be read as a text is an error that says why ([ErrBinary], [ErrPDF],
// [ErrEncoding], …) and what to do.
//
// The order of trust: what the user says, a byte order mark, UTF-8 that is
// valid, UTF-16 without a mark, UTF-8 with damage, and only then a guess among
// the single-byte and East Asian encodings (guess.go).
package read
