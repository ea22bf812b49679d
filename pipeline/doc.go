// Package pipeline is the order of the stages on one page: Process takes one
// document from its text to a bitext with its translation, Pair takes two
// documents that exist and lays them side by side. It holds no state.
//
// # The way of the data
//
//	file ──read──▶ Source ──detect──▶ language ──repair──▶ Paragraphs ──segment──▶ Segments
//	     ──match, translate──▶ Answers ──align──▶ Bitext ──check──▶ findings ──▶ JSONL ──▶ the other formats
//
// Data flows one way. A stage is a folder with a verb for a name; it takes a
// value and hands on a new one; it calls no other stage. What a stage needs
// from elsewhere (a ledger, a memory, an embedding server) it declares as a
// small interface, and the caller gives it something that fits, once, as Deps.
// Settings is a plain value with a hash: a document whose content and settings
// have the hashes of last night is unchanged.
//
// # The floors
//
//	cmd → internal → pipeline → corpus
//
// Every arrow points down, which `make lint` proves. corpus holds the nouns and,
// a folder each, the formats. internal holds what is durable or meets a person:
// the store, the pages, the command line, the night job.
//
// # What holds everywhere
//
// Repair is a permutation: every character of the input that is not white space
// is in the output once, or in the log of what was taken out. All text of the
// source side is a list of pieces that point into the file, so that any target
// sentence leads back to the bytes it came from. Translations are tied by id,
// never by position. The document is data: it is never an instruction to a
// model, markup in a page, or a path. The same input gives the same bytes.
//
// # Where this house differs from its first plan
//
// Paragraph and segment ids are given once, after repair, and the layout stage
// that finds paragraphs is a sub-folder of repair: which lines belong together
// cannot be told before the phrases are back in their places.
//
// Choosing what the memory answers (match) is a stage of its own, before
// translate, so that the translate stage knows engines only. A unit that memory
// or a person answered still goes to translate as context: which segments go
// together in a request follows from the document alone.
//
// Writing files under their final names lives in internal/export, since run,
// export and the night job share it and no stage writes files.
package pipeline
