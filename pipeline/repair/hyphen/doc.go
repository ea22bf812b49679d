// Package hyphen tells a hyphen that belongs to a word from one that a
// typesetter put at a line's end: vingt-/trois keeps it, inter-/national does
// not.
//
// [Habits.Judge] takes all cuts of a document at once. It weighs, by weights
// that are learned (habits.card.md): the word elsewhere in the document, solid
// and with its hyphen; a list of word forms; the language's habits, that is
// compounds and the parts of compounds seen in running prose; and whether the
// document hyphenates at line ends at all, which its plain cases tell, and how many
// lines end so. Where words have another hyphen than line ends, as in pages that a program
// printed, the character says it. In doubt the hyphen stays, and in a path or an address it always does.
package hyphen
