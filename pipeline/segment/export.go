package segment

import (
	"bufio"
	"fmt"
	"io"
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/recto/recto/pipeline/segment/srx"
)

// ExportSRX writes recto's rules as SRX 2.0, so that a translator's tool cuts as
// recto does: those of some languages (BCP 47 tags), of all if none is named, and
// the ones that hold everywhere for the rest.
//
// What SRX cannot say is left out: what is learned from a document, items of a
// list in running text that end in no mark, and brackets in one another; where a
// sentence began is told by the mark before it. The bench shows what that costs.
func ExportSRX(w io.Writer, langs ...string) error {
	if len(langs) == 0 {
		entries, err := data.ReadDir("data")
		if err != nil {
			return fmt.Errorf("export srx: %w", err)
		}
		for _, e := range entries {
			if e.IsDir() {
				langs = append(langs, e.Name())
			}
		}
	}
	folders := map[string]bool{}
	for _, l := range langs {
		if _, err := data.ReadDir("data/" + folder(l)); err == nil {
			folders[folder(l)] = true
		}
	}
	delete(folders, "und")
	langs = append(slices.Sorted(maps.Keys(folders)), "und")
	out := bufio.NewWriter(w)
	x := srx.NewWriter(out)
	for _, lang := range langs {
		pattern := lang + "(-.*)?"
		switch lang {
		case "und":
			pattern = ".*"
		case "nb":
			pattern = "(nb|nn|no)(-.*)?"
		case "hr":
			pattern = "(hr|sr|bs|sh)(-.*)?"
		}
		x.Language(lang, pattern)
		exporter{rules: load(lang), out: x}.write()
	}
	x.Close()
	if err := out.Flush(); err != nil {
		return fmt.Errorf("export srx: %w", err)
	}
	return nil
}

// Parts of patterns. They keep to what Java, ICU and .NET read alike.
const (
	wordStart = `(?<![\p{L}\p{M}\p{N}.])`
	closerSet = `["'”’»«›‹“‘″′)\]}*†¹²³⁰⁴-⁹]`
	closers   = `(?:` + closerSet + `|\[\p{N}{1,3}\])*(?:\s[»”›](?=[\s,;:.)]|$))?`
	openers   = `(?:«\s|["'”’»«›‹“‘„‚(\[{¿¡])*`
	headOf    = `(?:^|(?:[!?…]|\p{Ll}{5,}\.)` + closerSet + `*\s)\s*[•⁃▪●§*#–—"„«“(-]*\s?` // of a sentence, before its first word
	numberish = `\s+` + openers + `(?:\p{N}|[§€$£¥@%°№]|[IVXLCDM]+(?!\p{L})|\p{Lu}(?![\p{L}'’]))`
	going     = `\s+(?:[•⁃▪●‣◦■□►✓➢]|(?:[–—―-]\s*)?` + openers + `(?:\p{Lu}|\p{Lt}|\p{Lo}|\p{N}|[§€$£¥@%°№]))`
	upperNext = `\s+(?:[–—―-]\s*)?` + openers + `\p{Lu}`
	east      = `[。！？｡．।॥။።፧។៕᠃]`
)

type exporter struct {
	rules *rules
	out   *srx.Writer
}

func (e exporter) write() {
	no := func(before, after string) { e.out.Rule(false, before, after) }
	yes := func(before, after string) { e.out.Rule(true, before, after) }
	starts := `\s+(?:[–—―-]\s*)?` + openers + e.starters()
	nouns := e.rules.nouns

	// What stands for something left out, and a bracket inside a sentence.
	no(`[\[(](?:\.{2,}|…)[\])]["'”’»]?`, `\s`)
	no(`\s\. \. \.`, `\s`)
	no(`[^.!?…\s]\s\([^()]*[.!?…]["'”’»]*\)`, `\s`)

	yes(east+`+[」』》）】”’»"]*`, `(?![」』》）】”’»、，；：,;:])`)

	// Full stops that end nothing, and some that do although they look so.
	no(headOf+`(?:\p{N}{1,3}|\p{N}+(?:\.\p{N}+)+|[IVXLCDM]{1,7}|\p{L})\.\)?`, `\s`)
	e.words(yes, ordinary, going)
	e.words(no, never, `\s`)
	e.words(no, beforeNumber, numberish)
	if list := e.list(ofYear); list != "" {
		yes(`(?:[^\s.!?]+\s+){5}(?:\S+\s+)?[^\s.!?]*\p{N}\s+`+list+`\.`, upperNext)
	}
	yes(`[/°]\p{L}\.`, going) // km/h. 5 °C.
	yes(`\.`, starts)
	if !nouns {
		e.words(yes, closing, upperNext+`(?!\p{L}{0,2}\.)`)
	}
	if nouns {
		e.words(no, beforeNumber, `\s`)
	}
	for _, x := range []exception{closing, maybe, ofYear} {
		e.words(no, x, `\s`)
	}
	no(wordStart+`\p{L}\.`, `\s+(?!\p{Lo})`)                                                                    // J.
	no(`(?<![\p{L}\p{M}\p{N}])(?:\p{L}{1,3}\.)+\p{L}{1,3}\.`, `\s`)                                             // U.S.
	no(wordStart+consonant(`\p{L}`, "")+consonant(`\p{Ll}`, "rlрл")+`{0,2}`+consonant(`\p{Ll}`, "")+`\.`, `\s`) // vgl.
	if e.rules.ordinals {
		most := "2"
		if nouns {
			most = "3"
			no(wordStart+`[IVXLCDM]{2,7}\.`, `\s`)
		}
		no(`(?<![\p{L}\p{N}.,:&/–-])\p{N}{1,`+most+`}\.`, `\s`)
	}

	// Ends.
	yes(`[.!?…؟‼⁇⁈⁉۔։]`+closers, going)
	if e.rules.greek {
		yes(`[;\u037E]`+closers, going)
	}
	if nouns {
		yes(`(?<![^\s(«„"“'])\p{L}{3,}[.!?]`, e.starters())
	} else {
		yes(`(?<![^\s(«„"“'’])\p{Ll}{3,}[.!?]`, `\p{Lu}[\p{Ll}\s](?!\p{L}*[/@_=.(])`)
	}
}

// consonant is a letter that is no vowel and none of some others.
func consonant(letter, others string) string {
	return `(?:(?![` + vowels + strings.ToUpper(vowels) + others + `])` + letter + `)`
}

func (e exporter) words(rule func(before, after string), x exception, after string) {
	if list := e.list(x); list != "" {
		rule(wordStart+list+`\.`, after)
	}
}

// list is the alternation of the words of one kind; a word in small may begin
// with a capital.
func (e exporter) list(x exception) string {
	var words []string
	for w, kind := range e.rules.words {
		if kind == x {
			words = append(words, anyCase(w))
		}
	}
	return alternation(words)
}

func (e exporter) starters() string {
	var words, elided []string
	for w := range e.rules.starters {
		if bare, ok := strings.CutSuffix(w, "'"); ok {
			elided = append(elided, title(bare)+`['’]`)
			continue
		}
		words = append(words, title(w))
	}
	// A single capital with a full stop is an initial: A. Smith.
	return `(?:` + alternation(words) + `(?![\p{L}\p{M}])` + `|` + alternation(append(elided, `(?!)`)) + `)(?!(?<=\P{L}\p{L}{1,2})\.)`
}

func alternation(words []string) string {
	if len(words) == 0 {
		return ""
	}
	sort.Slice(words, func(i, j int) bool {
		if len(words[i]) != len(words[j]) {
			return len(words[i]) > len(words[j])
		}
		return words[i] < words[j]
	})
	return "(?:" + strings.Join(words, "|") + ")"
}

func anyCase(w string) string {
	for i, r := range w {
		if i > 0 {
			break
		}
		if up := strings.ToUpper(string(r)); up != string(r) {
			return "[" + string(r) + up + "]" + srx.Quote(w[len(string(r)):])
		}
	}
	return srx.Quote(w)
}

func title(w string) string {
	for _, r := range w {
		return srx.Quote(strings.ToUpper(string(r)) + w[len(string(r)):])
	}
	return w
}
