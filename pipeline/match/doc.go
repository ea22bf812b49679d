// Package match asks the translation memory before any engine speaks.
//
// Start with [Run]: it takes the texts of a document and gives for each what
// the memory holds: one exact unit that may stand as the translation, and near
// units that help an engine or a person. The memory itself is whatever
// satisfies [Memory]; [Fold] and [Terms] are how it has to find things.
//
// What is exact: two texts that are equal after [Fold], which sees through white
// space, ligatures and other ways to write the same characters, and through
// nothing else: a text in other case, or with another number, is near. Only an
// exact unit that a person wrote or checked fills a segment; a unit that a
// machine made is shown as a near match, however equal.
//
// Near is measured by [Similarity], an edit distance over words.
package match
