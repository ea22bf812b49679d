// Package detect says what language a text is in, or that it cannot tell.
//
// Start with [New] and [Detector.Detect], which tells long texts in languages of
// Europe by their frequent words; where a language is expected, [Plainly]
// settles most texts by their frequent words, for next to nothing. Only this package knows lingua, whose
// tables cost time and memory as they are loaded: a Detector loads on first
// use, and only the tables of three letters, by giving lingua at least 120
// characters at a time.
package detect
