// Package openai speaks to any server with OpenAI's chat interface: OpenAI,
// Azure, OpenRouter, LiteLLM, vLLM, llama.cpp, Ollama, LM Studio and their like.
//
// Start with [New] and [Translator]. The request is one JSON object in the last
// user message (message.go), the answer maps each number to an anchor and a
// text (answer.go). Everything in which servers and go-openai differ from what
// one would expect is dealt with in one HTTP client (doer.go, failure.go), and
// which form of answer a server takes is found out once and remembered
// (form.go). [Embedder], [Adjudicator] and [Probe] use the same client.
package openai
