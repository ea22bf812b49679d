package page

import (
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/recto/recto/corpus"
)

// tongue is a language as the page needs it.
type tongue struct {
	Tag  string // for the lang attribute, "" if unknown
	Name string // in English
	Dir  string // "ltr", "rtl" or "auto"
	Join string // between two sentences
}

func tongueOf(tag string) tongue {
	parsed, err := language.Parse(tag)
	if err != nil || parsed == language.Und {
		return tongue{Name: "unknown language", Dir: "auto", Join: " "}
	}
	t := tongue{Tag: parsed.String(), Name: display.English.Tags().Name(parsed), Dir: "ltr", Join: " "}
	script, _ := parsed.Script()
	switch script.String() {
	case "Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Mand", "Samr":
		t.Dir = "rtl"
	case "Hans", "Hant", "Hani", "Jpan", "Hira", "Kana", "Thai", "Laoo", "Khmr", "Mymr":
		t.Join = ""
	}
	return t
}

// say gives the words for a code, the code itself if there are none: a newer
// stage may know more than this page.
func say(words map[string]string, code string) string {
	if w, ok := words[code]; ok {
		return w
	}
	return strings.ReplaceAll(code, "-", " ")
}

// Reason says in words why there is no translation, for a code of Bead.Reason:
// "the answer repeats the source".
func Reason(code string) string { return say(reasonWords, code) }

// Why there is no translation, or why an answer was not accepted.
var reasonWords = map[string]string{
	"missing": "the answer left it out", "doubled": "answered more than once", "anchor": "the answer belongs to another sentence",
	"cut": "the answer ends early", "empty": "the answer was empty", "source": "the answer repeats the source",
	"length": "the answer is far too long or too short", "numbers": "the answer has other numbers", "addresses": "the answer has other addresses",
	"placeholder": "the answer has other placeholders", "language": "the answer is in another language",
	"reasoning": "the answer holds the model’s thoughts", "preamble": "the answer talks about the translation", "refusal": "the model declined",
	"shifted": "the answer fits a neighbour better", "merged": "the answer holds a neighbour’s text too", "garbled": "the answer is garbled",
	"unreachable": "the engine gave no answer", "refused": "the engine refuses this text", "too-long": "longer than the engine takes",
	"limit": "the run’s limit was reached", "stopped": "the run ended before", "no-engine": "no engine was there, and the memory does not know it",
}

// What spoke for a move.
var evidenceWords = map[string]string{
	"hole-start": "the line begins with a gap", "hole": "a gap inside the line", "hole-end": "the line ends in a gap",
	"glue": "two words stuck together", "punctuation": "punctuation in an impossible place", "blank-line": "a blank line inside the sentence",
	"model": "reads better", "producer": "as everywhere in this document",
}

// Why the repair was not sure.
var doubtWords = map[string]string{
	"below-bar": "marks of damage, but no reading is sure enough", "nowhere-else": "a mark of damage, but hardly any in the rest of the document",
	"too-many-readings": "too many ways to read it",
	"not-a-permutation": "the repair failed its own check and was undone", "close-call": "its order was a close call", "adjudicated": "its order was a close call, decided by a model",
}

var removedWords = map[corpus.RemovedKind]string{
	corpus.RunningHead: "running head", corpus.RunningFoot: "running foot", corpus.PageNumber: "page number",
	corpus.FootnoteMark: "footnote mark", corpus.Bullet: "bullet", corpus.Hyphen: "hyphen at a line’s end",
}

// originText says who wrote a target text.
func originText(o corpus.Origin) string {
	switch o.Kind {
	case corpus.OriginMachine:
		if o.Model != "" {
			return "translated by " + o.Engine + " (" + o.Model + ")"
		}
		return "translated by " + o.Engine
	case corpus.OriginMemory:
		if o.Origin != "" {
			return "from the memory (" + o.Origin + ")"
		}
		return "from the memory"
	case corpus.OriginHuman:
		return "as the human translation has it"
	case corpus.OriginCopy:
		return "nothing to translate"
	}
	return ""
}
