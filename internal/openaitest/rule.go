package openaitest

import (
	"hash/fnv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// words of some languages, frequent ones, from short to long. They make what
// Translate writes look like the language to a detector.
var words = map[string]string{
	"en": "a is of to in it he the and for are was not you all can had her one our out day get has him his how that with have this will your from they know want been good much some time very when come here just like long make many more only over such take than them well were about after again could every first found great house large learn never other place plant point right small sound spell still study their there these thing think three water where which world would write before should people through because between children important government",
	"fr": "a à le la de du en et un il ne se ce qui que une les des est pas par sur son aux mais nous vous avec sont pour plus dans cette leur tout fait être avoir après aussi entre encore notre autre elles depuis toute grand pendant contre toujours chaque lorsque plusieurs travail pays année conseil première personnes gouvernement développement",
	"es": "a y o el la de en un se no lo le su es por con una los las del que más para como pero sus hay está son fue este esta entre cuando muy sin sobre también hasta desde todo nos durante todos uno año años gobierno trabajo tiempo siempre mientras aunque nuestro personas primera después desarrollo importante",
	"de": "es in zu an um so er da am im die der und den von mit das des sie ist auf für ein dem als bei aus hat dass auch nach wird eine oder haben einer einen werden wurde nicht durch unter zwischen während Jahre immer große wieder können müssen Regierung Menschen Entwicklung Zusammenarbeit",
	"it": "a e è i di il la in un si da al che per non con una del dei gli sono come più alla nel anche della questo quando molto dopo tutti anni essere stato tempo ancora sempre governo durante lavoro persone sviluppo importante",
	"pt": "a o e os de da do em um no na se que não uma por com mais para dos como mas foi ele são também muito entre depois todos anos quando ainda sobre governo trabalho tempo durante pessoas desenvolvimento importante",
	"nl": "de in te en is op het een van dat die voor met zijn niet aan door ook maar naar over worden werd deze tussen tijdens jaren regering mensen altijd belangrijk ontwikkeling samenwerking",
	"pl": "w i z na do nie się to że jest po od za oraz przez jak dla które jego był także między podczas latach zawsze rząd ludzie ważne rozwoju współpracy",
	"el": "ο η το και να του της με σε για την των από που στο είναι τις θα δεν στην αυτό έχει μετά επίσης μεταξύ χρόνια κατά πάντα κυβέρνηση ανθρώπους ανάπτυξη συνεργασία",
	"bg": "и в на за да се от е че по с не са ще като или във след беше между години време винаги хората правителството развитие сътрудничество",
}

// Translate is the server's rule: numbers, tags, addresses and words with a
// capital inside the sentence stay, every other word becomes one of the target
// language, of about its length and always the same.
func Translate(_, to, text string) string {
	if i := strings.IndexAny(to, "-_"); i > 0 {
		to = to[:i]
	}
	list := strings.Fields(words[to])
	var b strings.Builder
	first := true
	for i, token := range strings.SplitAfter(text, " ") {
		body := strings.TrimSpace(token)
		space := token[len(body):]
		if i := strings.Index(token, body); i > 0 {
			b.WriteString(token[:i])
			space = token[i+len(body):]
		}
		b.WriteString(word(body, to, list, first))
		b.WriteString(space)
		if body != "" {
			first = false
		}
		_ = i
	}
	return b.String()
}

func word(token, to string, list []string, first bool) string {
	if strings.ContainsAny(token, "<>{}%@/&_0123456789") {
		return token
	}
	head := strings.TrimLeftFunc(token, notLetter)
	core := strings.TrimRightFunc(head, notLetter)
	if core == "" {
		return token
	}
	before, after := token[:len(token)-len(head)], head[len(core):]
	r, _ := utf8.DecodeRuneInString(core)
	if unicode.IsUpper(r) && !first {
		return token
	}
	h := fnv.New32a()
	h.Write([]byte(strings.ToLower(core) + to))
	n := utf8.RuneCountInString(core)
	var fitting []string
	for _, w := range list {
		if k := utf8.RuneCountInString(w); k >= n-1 && k <= n+1 {
			fitting = append(fitting, w)
		}
	}
	out := ""
	switch {
	case len(fitting) > 0:
		out = fitting[h.Sum32()%uint32(len(fitting))]
	case len(list) > 0 && n > 3:
		out = list[len(list)-1-int(h.Sum32()%uint32(min(4, len(list))))]
	case len(list) > 0:
		out = list[h.Sum32()%uint32(min(12, len(list)))]
	default: // a language without a list: a cipher of its own
		out = strings.Map(func(c rune) rune {
			if i := strings.IndexRune("aeiou", c); i >= 0 {
				return rune("eioua"[i])
			}
			return c
		}, strings.ToLower(core)) + "u"
	}
	if unicode.IsUpper(r) {
		c, size := utf8.DecodeRuneInString(out)
		out = string(unicode.ToUpper(c)) + out[size:]
	}
	return before + out + after
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' && r != '-' }
