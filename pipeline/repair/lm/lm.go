package lm

import "errors"

// ErrNoModel says that no table was trained for a language; the model that
// comes with it knows only the document.
var ErrNoModel = errors.New("no language model")
