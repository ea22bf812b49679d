// Package translate takes the segments of a document to another language
// through an engine, and loses none: every unit comes back under its own id,
// with a translation that was checked or with the reason why there is none.
//
// Start with [Run]. A [Document] is cut into batches by its own text alone
// (plan.go); a batch goes to a [Translator] as one request (solve.go), past a
// [Gate] that all documents of the process share; every answer is judged
// (judge.go), and what fails is asked again by halves, then alone, then by the
// next engine that the user listed, then left to a person with every attempt.
//
// # Pay once
//
// A [Ledger] holds, under a [Key] that covers everything that shapes an answer,
// the verdict on each number of each request, rejected ones too. A verdict is
// durable before its worker sends again. A run that was killed therefore meets
// the same verdicts in the same order, asks on exactly where it stopped, and
// ends with the bytes of a run that was not.
//
// # Documents are data
//
// Text of the document travels as strings of one JSON object, never as part of
// the instructions, and what comes back is only ever a string under a number.
package translate
