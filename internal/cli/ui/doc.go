// Package ui is how commands speak: tables and results on standard output;
// progress, notes and logs on standard error.
//
// Start with [New], once a command. A stream that is a terminal gets colour
// (unless NO_COLOR says otherwise), bars that come after two seconds, and tables
// cut to its width; any other stream gets plain lines. With JSON, standard
// error is one JSON object a line; with Quiet it has warnings and errors only.
//
// What comes from documents or file names is shown harmlessly: see [Clean].
package ui
