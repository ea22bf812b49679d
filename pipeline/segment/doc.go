// Package segment cuts paragraphs into sentences.
//
// Start with [New], which takes a language, and [Segmenter.Segments].
package segment
