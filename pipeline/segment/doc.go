// Package segment cuts paragraphs into sentences.
//
// Start with [New], which takes a language, and [Segmenter.Cut], which takes the
// paragraphs of a document; [Segmenter.Split] takes a plain text. A translator's
// own rules come in by [Options], recto's go out by [ExportSRX].
//
// # How it decides
//
// A scanner (cut.go) runs over the bytes and stops at the marks that may end a
// sentence, with what closes behind them: quotes, brackets, the number of a
// footnote. What stands before and behind (decide.go) decides. A comma or a small
// letter behind: no end. After ! or ? and a capital: an end. After a full stop it
// depends on the word before it: titles and the like never end a sentence
// ("Dr."), others not before a number ("Art. 5"), others only where the next word
// is one that begins sentences ("the U.S. The …"); so do initials, ordinals
// ("am 3. Mai") in the languages that write them with a full stop, and words
// without a vowel. The lists are data: a folder a language in data/, whose
// README says how to read them. Marks of scripts that need no space (。 ।) always
// end a sentence.
//
// Cut learns a document's own abbreviations first (learn.go): words that stand
// before a full stop and a small letter, and hardly without the full stop.
//
// The time is linear in the text: every look back or ahead is bounded.
package segment
