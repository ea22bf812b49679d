// Package export writes the outputs of a document: their names, and each of
// them whole or not at all.
//
// [Write] writes a bitext in some formats below a folder. A name comes from
// the document's own name and is never trusted: [Name] refuses what leads
// outside, the folder is opened as an os.Root, so no symbolic link leads out
// of it either. Every file is written under a name of its own, brought to the
// disk, and renamed; the JSONL comes last, so that where a new one stands the
// others are new too. After a kill a file named ".recto-….part" may be left,
// never half a file under a final name.
package export
