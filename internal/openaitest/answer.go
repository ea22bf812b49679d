package openaitest

import (
	"encoding/json"
	"sort"
	"strconv"
	"strings"
)

// pair is one number of an answer.
type pair struct{ number, anchor, text string }

// answer writes the completion, with the fault in it.
func (s *Server) answer(r Request, f Fault) []byte {
	finish := "stop"
	var content any
	var refusal any
	usage := map[string]any{"prompt_tokens": len(r.System)/4 + len(r.User)/4, "completion_tokens": len(r.User) / 5, "total_tokens": len(r.System)/4 + len(r.User)/4 + len(r.User)/5}
	if r.Task == "order" {
		choice := 1
		if s.o.Choose != nil {
			choice = s.o.Choose(r)
		}
		content = `{"choice":"` + strconv.Itoa(choice) + `"}`
	} else {
		text := s.pairs(r, f)
		switch f {
		case CutJSON:
			text = text[:len(text)*2/3]
		case ThinksFirst:
			text = "<think>\nThe user wants {\"1\": a translation}. Easy.\n</think>\n\n" + text
		case Fences:
			text = "```json\n" + text + "\n```"
		case EmptyContent:
			text = ""
		case WrongFinish:
			finish = "length"
		}
		content = text
	}
	switch f {
	case NullContent:
		content = nil
	case RefusesField:
		content, refusal = nil, "I'm sorry, I can't help with that."
	case AbsurdUsage:
		usage = map[string]any{"prompt_tokens": 1e18, "completion_tokens": -5}
	case NoUsage:
		usage = nil
	}
	message := map[string]any{"role": "assistant", "content": content}
	if refusal != nil {
		message["refusal"] = refusal
	}
	body := map[string]any{
		"id": "chatcmpl-test", "object": "chat.completion", "created": 0, "model": r.Model,
		"choices": []any{map[string]any{"index": 0, "message": message, "finish_reason": finish}},
	}
	if usage != nil {
		body["usage"] = usage
	}
	raw, err := json.Marshal(body)
	if err != nil {
		panic(err)
	}
	return raw
}

// pairs writes the object, or the lines, that the model would.
func (s *Server) pairs(r Request, f Fault) string {
	translate := s.o.Translate
	if translate == nil {
		translate = Translate
	}
	var list []pair
	for number, source := range r.Segments {
		list = append(list, pair{number, firstWords(source), translate(r.From, r.To, source)})
	}
	sort.Slice(list, func(a, b int) bool {
		x, _ := strconv.Atoi(list[a].number)
		y, _ := strconv.Atoi(list[b].number)
		return x < y
	})
	list = spoil(list, r, f)
	if r.Form == "" {
		var b strings.Builder
		for _, p := range list {
			b.WriteString(p.number + "\t" + p.anchor + "\t" + p.text + "\n")
		}
		return b.String()
	}
	var b strings.Builder
	b.WriteByte('{')
	for i, p := range list {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(quote(p.number) + `:{"anchor":` + quote(p.anchor) + `,"text":` + quote(p.text) + `}`)
	}
	b.WriteByte('}')
	return b.String()
}

func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func firstWords(s string) string {
	words := strings.Fields(s)
	return strings.Join(words[:min(3, len(words))], " ")
}

// spoil puts the fault into a sound answer.
func spoil(list []pair, r Request, f Fault) []pair {
	middle := len(list) / 2
	at := &list[middle]
	source := r.Segments[at.number]
	switch f {
	case MissingOne:
		return append(list[:middle:middle], list[middle+1:]...)
	case ExtraOne:
		return append(list, pair{strconv.Itoa(len(list) + 1), "One more", "Uno más de lo pedido."})
	case DoubledOne:
		return append(list, *at)
	case Shifted, ShiftedAnchors:
		first := list[0]
		for i := range list {
			next := first
			if i+1 < len(list) {
				next = list[i+1]
			}
			list[i].text = next.text
			if f == ShiftedAnchors {
				list[i].anchor = next.anchor
			}
		}
	case MergedTwo:
		if middle+1 < len(list) {
			at.text += " " + list[middle+1].text
			list[middle+1].text = ""
		}
	case SourceAgain:
		at.text = source
	case ThirdLanguage:
		other := "de"
		if r.To == "de" || r.From == "de" {
			other = "it"
		}
		at.text = Translate(r.From, other, source)
	case Refuses:
		at.text = "I'm sorry, but I can't assist with that request."
	case LeaksReasoning:
		at.text = "<think>The sentence is about… </think> " + at.text
	case Preambles:
		at.text = "Here is the translation: " + at.text
	case TooLong:
		at.text = strings.TrimSpace(strings.Repeat(at.text+" ", 100))
	case WrongNumbers:
		at.text = strings.Map(func(c rune) rune {
			if c >= '0' && c <= '9' {
				return '0' + (c-'0'+3)%10
			}
			return c
		}, at.text)
	case LostTags:
		at.text = strings.NewReplacer("<", "", ">", "", "{", "", "}", "", "%", "").Replace(at.text)
	}
	return list
}
