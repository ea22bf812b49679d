// Package openaitest is a server with OpenAI's interface for tests: it
// translates by rule, and misbehaves on demand.
//
// [Start] runs it on a port, [Pipe] without a network, serve is it as a program
// of its own. A [Fault] is one way to misbehave; [Options] say which requests
// meet which. Answers and faults follow from the seed and from what a request
// says, never from the clock or the order in which requests come, so that a run
// that was killed and one that was not meet the same server.
package openaitest
