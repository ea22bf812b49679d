// Package srx reads rules for sentences in SRX 2.0 and cuts text by them.
//
// Start with [Parse], then [Document.Cutter].
package srx
