// Package apertium translates by Apertium, a free engine that runs on this
// machine as a program of its own.
//
// Start with [New]: it finds the way from one language to another among the
// pairs that are installed, by two hops if there is no direct one. A batch is
// one run of the program a hop (process.go). The texts go in Apertium's own
// stream format (stream.go), not through its format for lines, which loses the
// full stop at a line's end; each segment carries its number in the stream, so
// that nothing is ever told by counting lines.
package apertium
