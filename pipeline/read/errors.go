package read

import "errors"

// Why a file is no text. Errors of this package wrap one of these, and name
// the file.
var (
	ErrNotFound   = errors.New("no such file")
	ErrUnreadable = errors.New("cannot be read")
	ErrNotFile    = errors.New("is not a file")
	ErrBinary     = errors.New("is not a text")
	ErrTooBig     = errors.New("is too big")
	ErrPDF        = errors.New("is a PDF, not a text")
	ErrEncoding   = errors.New("is in no encoding that recto knows")
)
