package openai

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/recto/recto/pipeline/translate"
)

// readAnswer reads what a model wrote: the JSON object that was asked for, also
// in a code fence, behind thoughts or a greeting, wrapped once more, or cut
// short; or numbered lines. lines says that it was lines, bare that none had an
// anchor. It takes what is there and judges nothing: a number may be missing or there
// twice.
func readAnswer(content string, n int) (replies []translate.Reply, lines, bare bool) {
	content = strings.TrimPrefix(strings.TrimSpace(content), "\ufeff")
	for _, at := range starts(content) {
		if got := readObject(content[at:], 0); len(got) > 0 {
			return got, false, false
		}
	}
	replies, bare = readLines(content, n)
	return replies, true, bare
}

// starts gives where the object may begin: at the first brace, or, with
// thoughts before it, behind the last mark of their end that a brace follows.
// Such marks may stand inside the object, in a text: the last start that gives
// something counts, and the first brace is tried when none does.
func starts(content string) []int {
	var out []int
	if strings.HasPrefix(content, "{") {
		return []int{0}
	}
	end := len(content)
	for range 8 {
		at := strings.LastIndex(content[:end], "</think")
		if at < 0 {
			break
		}
		if brace := strings.IndexByte(content[at:], '{'); brace >= 0 {
			out = append(out, at+brace)
		}
		end = at
	}
	if at := strings.LastIndex(content, "```json"); at >= 0 {
		if brace := strings.IndexByte(content[at:], '{'); brace >= 0 {
			out = append(out, at+brace)
		}
	}
	if at := strings.IndexByte(content, '{'); at >= 0 {
		out = append(out, at)
	}
	return out
}

// readObject reads an object of numbers, as far as it goes.
func readObject(text string, depth int) []translate.Reply {
	dec := json.NewDecoder(strings.NewReader(text))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil
	}
	var out []translate.Reply
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			break
		}
		name, ok := key.(string)
		if !ok {
			break
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			break
		}
		number, err := strconv.Atoi(strings.TrimSpace(name))
		if err != nil {
			// {"translations":{"1":…}}: small models wrap.
			if depth < 2 && len(value) > 0 && value[0] == '{' {
				out = append(out, readObject(string(value), depth+1)...)
			}
			continue
		}
		out = append(out, readReply(number, value))
	}
	return out
}

// readReply reads {"anchor":…,"text":…}. A mere string is a text without an
// anchor. A field that is there twice spoils the reply.
func readReply(number int, value json.RawMessage) translate.Reply {
	r := translate.Reply{Number: number}
	var text string
	if json.Unmarshal(value, &text) == nil {
		r.Text = text
		return r
	}
	dec := json.NewDecoder(strings.NewReader(string(value)))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return r
	}
	seen := map[string]bool{}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			break
		}
		var field json.RawMessage
		if err := dec.Decode(&field); err != nil {
			break
		}
		name, _ := key.(string)
		if seen[name] {
			return translate.Reply{Number: number}
		}
		seen[name] = true
		if json.Unmarshal(field, &text) != nil {
			continue
		}
		switch name {
		case "anchor":
			r.Anchor = text
		case "text":
			r.Text = text
		}
	}
	return r
}

// readLines reads "1<tab>anchor<tab>translation", and what models make of it:
// "1. translation", "1) …", "1: …", "1 | anchor | translation". A line without
// a number belongs to none.
func readLines(content string, n int) (replies []translate.Reply, bare bool) {
	if at := strings.LastIndex(content, "</think>"); at >= 0 {
		content = content[at+len("</think>"):]
	}
	bare = true
	for line := range strings.Lines(content) {
		line = strings.TrimSpace(line)
		digits := 0
		for digits < len(line) && digits < 7 && line[digits] >= '0' && line[digits] <= '9' {
			digits++
		}
		if digits == 0 || digits == len(line) {
			continue
		}
		number, _ := strconv.Atoi(line[:digits])
		sep := line[digits]
		if number < 1 || number > n || !strings.ContainsRune("\t.):| ", rune(sep)) || sep == '.' && digits+1 < len(line) && line[digits+1] >= '0' && line[digits+1] <= '9' {
			continue
		}
		rest := strings.TrimSpace(line[digits+1:])
		r := translate.Reply{Number: number, Text: rest}
		for _, mark := range []string{"\t", " | ", "|"} {
			if anchor, text, ok := strings.Cut(rest, mark); ok {
				r.Anchor, r.Text = strings.TrimSpace(anchor), strings.TrimSpace(text)
				bare = false
				break
			}
		}
		replies = append(replies, r)
	}
	return replies, bare
}
