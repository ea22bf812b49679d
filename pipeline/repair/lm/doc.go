// Package lm judges which words follow which, in the official languages of the
// European Union, Catalan and Russian: small models whose tables are embedded
// in the program and read in place.
//
// Start with [Open], which takes a language tag and costs next to nothing: a
// table is a byte slice of hashed, quantised numbers and is never decoded.
// [Tokens] cuts a text the way the models count it. A [Session] says how well
// two places of a text go together, and remembers what it said: by n-grams of
// words ([Session.Window]), by a log-linear model of words, classes and endings
// ([Session.Joint]), and by a small neural net ([Session.Junction], package
// net), which knows most. [Model.Probability] tells one rare word from two that
// were glued, by their letters where no list has them (spell.go).
//
// For any other language Open gives ErrNoModel with a model that knows no
// word; a Session of it still works, by what the document itself says.
//
// The tables are made by the command in lm/train; tables/card.md says of what.
package lm
