// Package batch is the night job: it walks an inbox, does what is new through
// the same pipeline as `recto run`, and leaves a page that says what happened.
//
// Start with [Run]. It knows a document by its path below the inbox and its
// version by the file's content and the hash of the settings; for each target
// language there is a job, kept in the store of the outbox (internal/store).
// How a document is done and written is the caller's ([Do], [Write]); what is
// done, when, for how much money, and what becomes of it, is decided here.
//
// # States
//
// A job's state is written down before it is acted on:
//
//	             new or changed
//	                  │
//	                  ▼
//	   ┌─────────▶ queued ──▶ repaired ──▶ translated ──▶ aligned ──▶ written ──▶ done
//	   │              │           │             │            │           │          │
//	   │ next night   ├───────────┴─────────────┴────────────┴───────────┘          │ content or
//	   │              │                                                             │ settings
//	   ├── parked ◀───┤  deadline, limit, interrupt                                 │ changed
//	   │              │                                                             │
//	   ├── failed ◀───┘  with a reason                                              │
//	   │     │                                                                      │
//	   └─────┼──────────────────────────────────────────────────────────────────────┘
//	         ▼
//	      left alone: tried as often as configured, or hopeless as long as it
//	      stays as it is; `recto retry` queues it, `recto ignore` acknowledges it
//
//	queued      the file was read and is new: it will be repaired
//	repaired    its segments are known: they will be translated
//	translated  every segment has its answer or its reason: both will be aligned
//	aligned     the bitext stands: its outputs will be written, under these names
//	written     the outputs stand under their names: they will be measured
//	done        outputs, content and settings are on record; nothing to do
//
// A run that is killed leaves its jobs in one of the states before done. The
// next run does such a job again from its file: answers are in the store and
// cost nothing, everything else is computed anew and gives the same bytes.
// Outputs appear whole or not at all, so no state needs undoing.
//
// # What a document cannot do
//
// It cannot stop the night: an error of one document is its reason, and the
// next one is taken. It cannot eat the night: its share of the money bounds it.
// It cannot lead outside: the inbox is an os.Root, links are followed inside it
// only, and only regular files are read.
package batch
