package order

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/repair/lm"
)

// airy says of a closing bracket that the one it belongs to has a space behind
// it: "[ install | remove ]".
func airy(s string, t *lm.Token) bool {
	i := strings.IndexByte(")]", s[t.From])
	if i < 0 {
		return false
	}
	at := strings.LastIndexByte(s[:t.From], "(["[i])
	return at >= 0 && s[at+1] == ' '
}

// lowQuote says of commas that they open a quotation: "er sagte ,,so“", and one
// where the document's quotations end as they do then.
func (r *reader) lowQuote(s string, t *lm.Token) bool {
	return t.First == ',' && opens(s, t) && letterAt(s, t.To) && (t.To-t.From == 2 || t.To-t.From == 1 && r.d.low())
}

// strange says that two words, the first with an apostrophe or hyphen at its
// end, are frequent, stand together nowhere, and do not go together by their kind.
func (r *reader) strange(a, b *lm.Token) bool {
	x, y := r.s.Number(a), r.s.Number(b)
	return (r.s.Frequency(y) > 1.5 || b.Kind == lm.Mark) && r.s.Frequency(x) > 0 && r.s.Seen(x, y) == 0 && r.d.Count(lm.TwoKey(a.ID, b.ID)) < 2 &&
		(b.Kind == lm.Mark || r.s.Joint(-1, x, y, -1) < 0)
}

// closed says that a mark is not of the word that follows it without a space.
func (r *reader) closed(s string, a *lm.Token) bool {
	opens := opens(s, a)
	switch a.Last {
	case '»', '”':
		return !opens || !r.d.opens(a.Last)
	case ')':
		return !optional(s, a.From)
	case '%', '‰':
		last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(s[:a.From], lm.IsSpace))
		return !opens || unicode.IsDigit(last) // "12 %so", and not "%d"
	case ',', ';', '…', '€':
		return true
	case ':', '!', '?':
		return a.From > 0 && !(a.Last == ':' && (r.d.pairs() || r.joinsNames(s, a))) && (!opens || !r.d.begins()) && !role(s, a.From) // or what begins a word of its own kind: "?name"
	case '“', '\'', '’':
		return !opens
	case '&', '—', '–':
		n := r.d.after[a.Last]
		return opens && a.From > 0 && (n == nil || n[1] < n[0]+3)
	case '«':
		return !opens && spaced(r.d.before, '»', false) || spaced(r.d.after, a.Last, false)
	}
	return false
}

// appends says of a word behind a mark that it is an ending, or the rest of the word
// before: "EU:n", "§:ssä", "1980'erne", "ό,τι".
func (r *reader) appends(s string, a, b *lm.Token) bool {
	if a.Space || b.Case != lm.Lower || !strings.ContainsRune(":'’,", a.Last) || a.Last == ',' && wordBefore(s, a.From) != 1 {
		return false
	}
	if lang := r.m.Language(); a.Last == ':' && (lang == "fi" || lang == "sv") && (shortened(s[:a.From]) || !r.knownWord(lastWord(s[:a.From]))) {
		return true
	}
	x, y := r.s.Number(a), r.s.Number(b)
	if r.s.Seen(x, y) > 4 && r.s.Share(x, y) > 0.25 {
		return true
	}
	n := r.d.Count(lm.TwoKey(a.ID, b.ID))
	return n > 2 && 2*n > r.d.Count(lm.OneKey(b.ID))
}

// lastWord is the word that a text ends with, if any.
func lastWord(s string) string {
	return s[len(strings.TrimRightFunc(s, func(q rune) bool { return unicode.IsLetter(q) || unicode.IsMark(q) })):]
}

// shortened says of a text that it ends with a number, a word in capitals or a short one,
// which Finnish and Swedish set a colon behind and then an ending: "HFC:er", "cd:n".
func shortened(s string) bool {
	const short = 3 // letters
	last, _ := utf8.DecodeLastRuneInString(s)
	n := wordBefore(s, len(s))
	return unicode.IsDigit(last) || unicode.IsUpper(last) || n > 0 && n <= short
}

// enumerates says of a token that it numbers an item, or a note: "a)", "42)".
func enumerates(s string, t *lm.Token) bool {
	if t.To == len(s) || s[t.To] != ')' || strings.LastIndexByte(s[:t.From], '(') > strings.LastIndexByte(s[:t.From], ')') {
		return false
	}
	return t.Kind == lm.Number && t.To-t.From < 4 || t.Kind == lm.Word && t.To-t.From == 1
}

// suspended says of a word with a hyphen at its end that its other half comes later:
// "bryst- og lungekræft".
func (r *reader) suspended(a, b *lm.Token) bool {
	return a.Hyphened() && r.s.Joint(-1, r.s.Number(a), r.s.Number(b), -1) > 0
}

// opens says of a mark that it stands at the beginning of what it marks.
func opens(s string, a *lm.Token) bool {
	if a.From == 0 {
		return true
	}
	q, _ := utf8.DecodeLastRuneInString(s[:a.From])
	return lm.IsSpace(q) || isOpening(q) || strings.ContainsRune("'’-–—\"“”/_*", q)
}

// role says of a colon that a name stands between it and another: ":file:`harbour`",
// ":caption: The quay".
func role(s string, at int) bool {
	if s[at] != ':' {
		return false
	}
	n := strings.IndexFunc(s[at+1:], func(q rune) bool { return !unicode.IsLetter(q) && q != '-' && q != '_' })
	return n > 1 && s[at+1+n] == ':'
}

// named says of a line that a command begins it which has its mark in front: ":set".
func named(s string) bool { return isTall(rune(s[0])) && letterAt(s, 1) }

// sectionBehind says of a full stop that it is of a section's number that was glued to a word:
// "forwardB.2. The quay".
func sectionBehind(s string, at int) bool {
	letter, n := utf8.DecodeLastRuneInString(s[:at])
	before, _ := utf8.DecodeLastRuneInString(s[:at-n])
	return unicode.IsUpper(letter) && unicode.IsLower(before)
}

// standard says of a word before a full stop and a number that it is a norm's name: "MOLE.1".
func standard(word string) bool {
	return word != "" && strings.IndexFunc(word, func(q rune) bool { return !unicode.IsUpper(q) }) < 0
}

// optional says of a closing bracket that a part of the word around it may be left out that
// stands before it: "(re)start", "jo(i)sta", "(Zahlungs-)Instrument".
func optional(s string, at int) bool {
	const most = 6 // letters
	i := strings.LastIndexByte(s[:at], '(')
	if i < 0 || i+1 == at || at+1 == len(s) {
		return false
	}
	if s[at-1] == '-' && wordBefore(s, at-1) > 0 && letterAt(s, at+1) {
		return true
	}
	if utf8.RuneCountInString(s[i+1:at]) > most {
		return false
	}
	for _, q := range s[i+1 : at] {
		if !unicode.IsLower(q) {
			return false
		}
	}
	q, _ := utf8.DecodeRuneInString(s[at+1:])
	return unicode.IsLower(q)
}

// noted says of text that begins with a bracket that it is a number or an
// ending, as of a note, and no word in brackets: "(4)", "(s)", "[1]". Where spaces are
// missing "(IMF)" is a word.
func (r *reader) noted(s string) bool {
	if strings.HasPrefix(s, "[") {
		i := strings.IndexByte(s, ']')
		return i > 1 && i < 5 && (strings.Trim(s[1:i], "0123456789") == "" || strings.IndexFunc(s[1:i], func(q rune) bool { return !unicode.IsLower(q) }) < 0)
	}
	i := strings.IndexByte(s, ')')
	if i < 0 {
		return false
	}
	if r.lacksSpaces() && strings.ToLower(s[1:i]) != s[1:i] {
		return utf8.RuneCountInString(s[:i]) < 4
	}
	return utf8.RuneCountInString(s[:i]) < 5 || s[1] == '-'
}

// numbered says of a word and a number with no space between them that one is
// likely missing: the word is one that stands by itself.
func (r *reader) numbered(s string, a, b *lm.Token) bool {
	w, single := a, a.Case != lm.Lower
	if a.Kind == lm.Number {
		w, single = b, true
	}
	if w.Kind != lm.Word || w.Case == lm.Upper || single && w.To-w.From == utf8.RuneLen(w.First) {
		return false
	}
	if with, without := r.d.numbering(w.ID); without > 1 && 2*without > with {
		return false // "sda1", and then "sda2"
	}
	if utf8.RuneCountInString(s[w.From:w.To]) < 3 { // "x86" and "31st" are words, "à25" is none
		return r.s.Frequency(r.s.Number(w)) > 3
	}
	return r.familiar(s, w, 1.5)
}

// familiar says that a word is known and too long to be an ending or a name's
// part, or is more frequent than a power of ten in a million.
func (r *reader) familiar(s string, w *lm.Token, frequency float64) bool {
	n := r.s.Number(w)
	return utf8.RuneCountInString(s[w.From:w.To]) > 3 && r.knownNumber(nil, n) || r.s.Frequency(n) > frequency
}

// spacedOut says of a full stop that it is of an ellipsis with spaces: ". . .".
func spacedOut(s string, at int) bool {
	return s[at] == '.' && (strings.HasSuffix(s[:at], ". ") || strings.HasPrefix(s[at+1:], " ."))
}

// ends says of a full stop that it is one, by what follows it without a space: a name may
// begin with one (".org", "./mend"), but a reader of PDF may have glued a phrase to it.
func (r *reader) ends(s string, at int) bool {
	if strings.HasPrefix(s[at:], "#") || strings.HasPrefix(s[at:], "*") {
		return false // ".#harbour.old", ".*"
	}
	if !letterAt(s, at) {
		return !strings.HasPrefix(s[at:], "/") || r.produced && at > 1 && letterAt(s, at+1)
	}
	if !r.produced || r.address(s, at) {
		return false
	}
	word, _, _ := strings.Cut(s[at:], " ")
	t := lm.Tokens(nil, word)[0]
	return t.Case == lm.Capital && t.To > 1 || t.Case == lm.Lower && r.familiar(word, &t, 2.3)
}

// inName says of a full stop, and what follows it without a space, that both are within a
// word or a name: "34.º", "2012.gadā", "harbour.html", "harbour.keepersName", "harbour.Harbour",
// "mend(harbour.Wall", "(.harbourrc", one "harbour.list" and the others that begin so, one
// ".local" and the others.
func (r *reader) inName(s string, a, b *lm.Token) bool {
	switch {
	case b.First == 'º', b.First == 'ª', r.suffixes(s, b), dotted(s, b), called(s, a.From), ofItsKind(lastWord(s[:a.From]), s[b.From:b.To]):
		return true
	case b.Case != lm.Lower:
		return r.ending(s, a.From, a.ID, b)
	case r.d.ordinal() && a.From > 0 && digitAt(s, a.From-1), hidden(s, a.From):
		return true
	}
	if !a.Space {
		return r.joinsNames(s, a)
	}
	return b.To-b.From > 3 && r.d.Count(lm.TwoKey(a.ID, b.ID)) > 1
}

// joinsNames says of a full stop or a colon that names begin with it and the word before it.
func (r *reader) joinsNames(s string, a *lm.Token) bool {
	r.buf = lm.Tokens(r.buf[:0], lastWord(s[:a.From]))
	return len(r.buf) == 1 && r.d.joinsNames(r.buf[0].ID, a.Last)
}

// ofItsKind says of a word that it is another again, but for its capital: "Harbour".
func ofItsKind(a, b string) bool { return a != b && strings.EqualFold(a, b) }

// called says that a bracket stands open that a name without a space before it opened:
// "mend(harbour".
func called(s string, at int) bool {
	word := s[strings.LastIndexByte(s[:at], ' ')+1 : at]
	i := strings.LastIndexByte(word, '(')
	return i >= 0 && wordBefore(word, i) > 0 && !strings.Contains(word[i:], ")")
}

// ending says of capitals behind a full stop that begins a word that they are the ending of
// files' names: "a .Z file", "(.LCK)".
func (r *reader) ending(s string, at int, stop uint64, b *lm.Token) bool {
	const most = 4 // letters
	if at > 0 && strings.IndexByte(" ([{<", s[at-1]) < 0 {
		return false
	}
	letters := strings.IndexFunc(s[b.From:b.To], func(q rune) bool { return !unicode.IsUpper(q) }) < 0
	return letters && b.To-b.From <= most && (r.s.Frequency(r.s.Number(b)) < 3 || r.d.Count(lm.TwoKey(stop, b.ID)) > 2)
}

// suffixes says of what follows a full stop that it ends a file's or a site's name:
// "harbour.html". Portuguese "com" is a word of its own.
func (r *reader) suffixes(s string, b *lm.Token) bool {
	switch s[b.From:b.To] {
	case "html", "htm", "xml", "json", "yml", "yaml", "txt", "md", "rst", "pdf", "tex", "doc", "docx", "odt", "png", "jpg", "jpeg", "gif", "svg",
		"c", "h", "cc", "cpp", "py", "pl", "rb", "sh", "js", "css", "php", "java", "conf", "cfg", "ini", "tar", "gz", "zip", "exe", "com", "org", "net":
		return r.s.Frequency(r.s.Number(b)) < 2.3
	}
	return false
}

// hidden says of a full stop that the name of a hidden file begins with it, in
// brackets or quotation marks: "(.harbourrc".
func hidden(s string, at int) bool {
	if at == 0 || strings.IndexByte("\"'`(/=", s[at-1]) < 0 {
		return false
	}
	return strings.IndexByte("\"'", s[at-1]) < 0 || at == 1 || s[at-2] == ' ' || s[at-2] == '('
}

// smiles says of a mark that it and what stands behind it are a face: ":P", ";D", ":-)".
func smiles(s string, t *lm.Token) bool {
	return (t.Last == ':' || t.Last == ';') && opens(s, t) && t.To < len(s) && (strings.IndexByte("DPpOo", s[t.To]) >= 0 && !letterAt(s, t.To+1) || strings.HasPrefix(s[t.To:], "-)") || strings.HasPrefix(s[t.To:], "-("))
}

// wordBefore counts the letters before a byte.
func wordBefore(s string, at int) int {
	n := 0
	for at > 0 {
		r, m := utf8.DecodeLastRuneInString(s[:at])
		if !unicode.IsLetter(r) {
			break
		}
		at -= m
		n++
	}
	return n
}

// address says whether the word around a byte looks like an address, a path or
// a number of a file: nothing to cut.
func (r *reader) address(s string, at int) bool {
	w := strings.TrimRight(wordAround(s, at), ".:")
	if hexadecimal(w) {
		return true
	}
	if colon, bracket := strings.IndexByte(w, ':'), strings.IndexByte(w, '['); colon > 0 && bracket > colon+1 {
		return true // "link:harbour.html[the"
	}
	slash := strings.IndexByte(w, '/')
	if slash > 0 && (!digitAt(w, slash-1) || strings.IndexFunc(w[:slash], unicode.IsLetter) >= 0) && within(w[slash:], '.')+within(w[slash:], '-') > 0 {
		return true // "private/harbour.pem", "part2/harbour.2", "em/harbour-wall"
	}
	return strings.ContainsAny(w, "@_\\=`<>{}|~^*#") || strings.Contains(w, "()") || strings.Contains(w, "[]") || strings.Contains(w, "%(") || strings.Contains(w, "](") || strings.Contains(w, "//") || strings.HasPrefix(w, "www.") ||
		within(w, '.') > 1 || strings.Count(w, ":") > 1 ||
		strings.Count(w, "/") > 1 && (slash == 0 || !digitAt(w, slash-1)) // "98/18/EC" is none
}

// wordAround is what stands around a byte from space to space.
func wordAround(s string, at int) string {
	from, to := at, at
	for from > 0 && s[from-1] != ' ' && at-from < widest {
		from--
	}
	for to < len(s) && s[to] != ' ' && to-at < widest {
		to++
	}
	return s[from:to]
}

// hexadecimal says of a word that it is a long number of figures and of letters up to f,
// as that of a commit, or of a device: "0bda:5621".
func hexadecimal(w string) bool {
	const least = 7
	w = strings.ReplaceAll(strings.Trim(w, "().,:;[]"), ":", "")
	digits, letters := 0, 0
	for i := range len(w) {
		switch c := w[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c >= 'a' && c <= 'f':
			letters++
		default:
			return false
		}
	}
	return digits+letters >= least && digits > 0 && letters > 0
}

// within counts a mark where a letter or a digit stands on either side.
func within(w string, mark byte) int {
	n := 0
	for i := 1; i+1 < len(w); i++ {
		if w[i] == mark && isWordByte(w[i-1]) && isWordByte(w[i+1]) {
			n++
		}
	}
	return n
}
