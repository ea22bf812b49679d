// Package store is what recto remembers, in two SQLite files that never mix:
//
//   - [State] belongs to an output folder (DIR/.recto/state.db): the answers of
//     engines under everything that shapes them, the journal of requests and
//     spending, the decisions of people, and how far each document has come.
//     It is a cache that pays once, and the memory of the night job.
//   - [Memory] is a translation memory, one a user or client (--memory FILE):
//     units that were imported, aligned or confirmed. Machine answers are not in
//     it, unless a TMX brought them, and then they stay marked.
//
// Both are opened by [OpenState] and [OpenMemory]. There is one writer a file,
// which gathers what is waiting into one transaction (so that being durable is
// cheap), and several readers that it does not hold up. A file is mode 0600.
// Migrations are numbered, only go forward, and leave a copy of the file as it
// was before. What cannot be opened is a typed error that says why: [ErrNewer],
// [ErrCorrupt], [ErrLocked], [ErrReadOnly], [ErrNetwork], [ErrFull].
package store
