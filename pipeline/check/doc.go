// Package check looks at each pair of texts for what a reviewer should see
// first: a number that differs, a question that is none any more, a rest that
// was left untranslated, a term that the glossary has another word for.
//
// [Run] fills Bead.Findings. A finding has a code of [Codes], a severity, and a
// sentence for the reviewer. It is a doubt, never a verdict: it changes no text
// and no exit code. The checks are built to be quiet on good translations; the
// rate of findings on human ones is printed by
//
//	go run ./pipeline/check/bench
//
// What languages do differently (quotes, decimal marks, names of months, words
// that may stand twice) is in language/*.txt, a file a language; one that has
// no file is checked by what holds everywhere. [ReadGlossary] reads the user's
// terms.
package check
