// Package lm judges which words follow which, in the official languages of the
// European Union, Catalan and Russian: small n-gram models whose tables are
// embedded in the program and read in place.
//
// Start with [Open], which takes a language tag and costs next to nothing: a
// table is a byte slice of hashed, quantised counts and is never decoded.
// [Tokens] cuts a text the way the models count it. A [Session] scores windows
// of three tokens, forwards and backwards at once, under a model of words and
// one of classes (frequent words, otherwise ending, case and shape), and
// remembers what it has scored. [Model.Frequency] and [Model.Joins] answer the
// simple questions that the layout of a page asks.
//
// For any other language Open gives ErrNoModel with a model that knows no
// word; a Session of it still works, by what the document itself says.
//
// The tables are made by the command in lm/train; tables/card.md says of what.
package lm
