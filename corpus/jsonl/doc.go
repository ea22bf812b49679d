// Package jsonl reads and writes the canonical form of a bitext: one JSON
// object a line. Every other format is a projection of it.
//
// A file holds one header line; then, side by side, the source's lines and the
// target's: each paragraph, followed by its segments; then the beads. What a
// stage has to say hangs on the line that it concerns: moves and doubts on the
// paragraph, text that was taken out on the paragraph it stood in or behind
// (on the side in the header where there is none), findings, attempts, matches
// and decisions on the bead.
//
//	{"type":"header","version":"recto/1","source":{"name":"doc.txt",…},"target":{…},…}
//	{"type":"paragraph","id":"p3","side":"source","pieces":[…],"text":"…"}
//	{"type":"segment","id":"p3.s1","side":"source","paragraph":"p3","pieces":[{"from":310,"to":402,"before":""}],"text":"…"}
//	{"type":"bead","source":["p3.s1"],"target":["p3.s1"],"score":1,…}
//
// The text of a source segment equals, for its pieces in order, before and the
// source's bytes from to to. Start with [Write] and [Read]; [Schema] is the
// JSON Schema of one line. Lines and fields that a reader does not know are
// kept in Bitext.Foreign and written again.
package jsonl

import _ "embed"

// Version is the version of the format that this package writes.
const Version = "recto/1"

// Schema is the JSON Schema (draft 2020-12) that each line is valid against.
//
//go:embed schema.json
var Schema string
