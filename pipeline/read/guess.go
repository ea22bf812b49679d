package read

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/ianaindex"
)

// The guess looks at so many bytes of words that are not plain ASCII, among the
// first so many of the file.
const (
	sampleBytes = 12 << 10
	searchBytes = 4 << 20
)

// candidates are the single-byte encodings that the guess tries by itself, the
// likelier first: of two that read the text alike the first wins. handicap
// weighs against those that hardly anybody writes any more.
var candidates = []struct {
	name     string
	enc      encoding.Encoding
	handicap float64
	western  bool
}{
	{"windows-1252", charmap.Windows1252, 0, true},
	{"iso-8859-15", charmap.ISO8859_15, 0.002, true},
	{"windows-1250", charmap.Windows1250, 0, false},
	{"iso-8859-2", charmap.ISO8859_2, 0.002, false},
	{"windows-1251", charmap.Windows1251, 0, false},
	{"koi8-r", charmap.KOI8R, 0.02, false},
	{"iso-8859-5", charmap.ISO8859_5, 0.01, false},
	{"windows-1253", charmap.Windows1253, 0, false},
	{"iso-8859-7", charmap.ISO8859_7, 0.001, false},
	{"windows-1257", charmap.Windows1257, 0.005, false},
	{"iso-8859-13", charmap.ISO8859_13, 0.008, false},
	{"iso-8859-4", charmap.ISO8859_4, 0.05, false},
	{"windows-1254", charmap.Windows1254, 0.02, false},
	{"iso-8859-3", charmap.ISO8859_3, 0.02, false},
	{"iso-8859-16", charmap.ISO8859_16, 0.04, false},
	{"ibm850", charmap.CodePage850, 0.1, true},
	{"ibm852", charmap.CodePage852, 0.1, false},
	{"ibm866", charmap.CodePage866, 0.1, false},
	{"macintosh", charmap.Macintosh, 0.15, true},
}

// letters are the letters beyond ASCII of a language, the frequent first: what
// a text that was read in the right encoding mostly has. Written for recto.
var letters = []string{
	"éèàêçîùâôûëïœæÿ",   // fr
	"üäößé",             // de
	"óíáéñúü",           // es
	"àèòéùìí",           // it
	"ãçáéóíêâõúàô",      // pt
	"àèéóíçòïúü·",       // ca
	"åæøéöä",            // da, nb
	"äöåéü",             // sv, fi
	"õäüöšž",            // et
	"áéöőóíüúű",         // hu
	"ąęłóśżćńź",         // pl
	"íáěéřýčžšůúťďňó",   // cs
	"áíéčýžšúľťôňďóäĺŕ", // sk
	"čšžćđ",             // sl, hr
	"ăîțșâţş",           // ro
	"āīēšņļūžģķčŗō",     // lv
	"ėųąšįžęūč",         // lt
	"áéíóú",             // ga
	"ħżġċàùèìò",         // mt
	"ıişğüöçâî",         // tr
	"ðáíþóéúöýæ",        // is
	"αοιετνσηυρπκμλςάίόέγδήώύχθωφβξζϊψϋΐΰ",  // el
	"оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґ", // ru, bg, uk
	"אבגדהוזחטיכלמנסעפצקרשתםןךףץ",           // he
}

// punctuation that a text in any language may have beyond ASCII.
const punctuation = "«»„“”‘’‚‹›–—…•·§°€£©®№¿¡ºª\u00A0\u00AD²³½"

// guess finds the encoding that makes a text of data, nil if none does.
func guess(data []byte) (string, encoding.Encoding) {
	sample, high, letters := pick(data[:min(len(data), searchBytes)])
	bestName, best, bestScore := "", encoding.Encoding(nil), 0.5
	try := func(name string, e encoding.Encoding, handicap float64) {
		out, err := e.NewDecoder().Bytes(sample)
		if err != nil {
			return
		}
		if score := plausible(string(out), letters) - handicap; score > bestScore {
			bestName, best, bestScore = name, e, score
		}
	}
	// Languages of the East and of the Baltic have many letters beyond ASCII; a
	// text with few is in one of the West.
	few := 0.0
	if high*80 < high+letters {
		few = 0.1
	}
	for _, c := range candidates {
		handicap := c.handicap
		if !c.western {
			handicap += few
		}
		try(c.name, c.enc, handicap)
	}
	// What chardet knows beyond these: the encodings of East Asia above all.
	for _, r := range chardet.DetectAll(sample) {
		name := strings.ToLower(r.Encoding)
		if wider, ok := supersets[name]; ok {
			name = wider
		}
		if r.Confidence >= 0.5 && !known(name) {
			if e, err := ianaindex.IANA.Encoding(name); err == nil && e != nil {
				try(name, e, 0.04+0.1*(1-r.Confidence))
			}
		}
	}
	return bestName, best
}

// supersets are the encodings that hold those that chardet names.
var supersets = map[string]string{
	"gb2312": "gb18030", "cp932": "shift_jis", "cp949": "euc-kr", "tis-620": "windows-874", "maccyrillic": "x-mac-cyrillic",
}

func known(name string) bool {
	for _, c := range candidates {
		if c.name == name {
			return true
		}
	}
	return name == "utf-8" || name == "ascii" || name == "iso-8859-1"
}

// pick gives the words that are not plain ASCII, up to sampleBytes of them, and
// counts their bytes beyond ASCII, and the letters of ASCII up to there. (White
// space is no part of a character in any encoding that is left to guess.)
func pick(data []byte) (sample []byte, high, letters int) {
	for len(data) > 0 && len(sample) < sampleBytes {
		end := bytes.IndexAny(data[:min(len(data), sampleBytes)], " \t\r\n\f") + 1
		if end == 0 {
			end = min(len(data), sampleBytes)
		}
		word := data[:end]
		data = data[end:]
		before := high
		for _, b := range word {
			switch {
			case b >= 0x80:
				high++
			case b|0x20 >= 'a' && b|0x20 <= 'z':
				letters++
			}
		}
		if high > before {
			sample = append(sample, word...)
		}
	}
	return sample, high, letters
}

// plausible says how much a decoded text looks like one, up to 1. Only the
// characters beyond ASCII count: the letters that one language has, in places
// where a letter stands, speak for it; signs inside words, a capital after a
// small letter and control characters against it. latin is how many letters of
// ASCII there are around.
func plausible(text string, latin int) float64 {
	var (
		n, good float64
		foreign float64 // letters of another script than Latin
		counts  = map[rune]float64{}
		before  rune
		runes   = []rune(text)
	)
	for i, r := range runes {
		if r < 0x80 {
			before = r
			continue
		}
		n++
		var after rune
		if i+1 < len(runes) {
			after = runes[i+1]
		}
		inWord := unicode.IsLetter(before) && unicode.IsLetter(after)
		switch {
		case r == utf8.RuneError || r < 0xA0 || r >= 0xE000 && r < 0xF900:
			good -= 3
		case unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r) || unicode.Is(unicode.Hangul, r) || unicode.Is(unicode.Arabic, r) || unicode.Is(unicode.Thai, r):
			good += 0.9
		case unicode.IsLetter(r) && !strings.ContainsRune("ªº", r):
			other := !unicode.Is(unicode.Latin, r)
			if other {
				foreign++
			}
			if other && (isASCIILetter(before) || isASCIILetter(after)) {
				good-- // two scripts in one word
			} else if unicode.IsLower(before) && unicode.IsUpper(r) {
				good--
			} else if unicode.IsUpper(r) && unicode.IsLower(before) != unicode.IsLower(after) && unicode.IsLetter(before) {
				good -= 0.5
			} else {
				counts[unicode.ToLower(r)]++
			}
		case unicode.Is(unicode.Mn, r):
			good += 0.3
		case strings.ContainsRune(punctuation, r):
			if !inWord || r == '’' || r == '·' || r == '\u00AD' {
				good++
			} else {
				good--
			}
		default:
			good -= 0.5
		}
		before = r
	}
	if n == 0 {
		return 1
	}
	// The language whose letters explain the text best; the frequent ones of
	// its list count most.
	top := 0.0
	for _, list := range letters {
		sum, rank := 0.0, 0.0
		size := float64(utf8.RuneCountInString(list))
		for _, r := range list {
			sum += counts[r] * (1 - 0.3*rank/size)
			rank++
		}
		top = max(top, sum)
	}
	total := 0.0
	for _, c := range counts {
		total += c
	}
	if float64(latin) > 2*foreign {
		good -= 0.8 * foreign // single letters of another script in a Latin text
	}
	// Letters of no list are names and foreign words, or a wrong reading.
	return (good + top + 0.1*(total-top)) / n
}

func isASCIILetter(r rune) bool { return r < 0x80 && unicode.IsLetter(r) }

// iso2022 finds the escapes of Japanese mail in a text that is ASCII otherwise.
func iso2022(data []byte) bool {
	return bytes.Contains(data, []byte("\x1B$B")) || bytes.Contains(data, []byte("\x1B$@"))
}
