// Package blockend puts phrases back that a producer painted at the end of a
// page: what a browser's PDF gives when positioned phrases are read in content
// order. The body's lines have holes, which show or do not; the phrases stand
// below the body, a visual line's part of each on a line.
//
// Body and phrases both keep their order, so undoing it is a merge of the two,
// found by dynamic programming over gaps and phrases ([Find]). What tells
// where a phrase goes: how well the words join, the hole, and the room that
// the line has left.
package blockend
