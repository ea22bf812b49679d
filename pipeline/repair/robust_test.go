package repair_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/repair"
)

// bad are inputs that are no prose, or that try the bounds.
var bad = map[string]string{
	"empty":       "",
	"white space": " \n\t\n \f \r\n",
	"dots":        strings.Repeat(strings.Repeat(". ", 40)+"\n", 50),
	"leaders":     "Contents\n\nIntroduction ........ 1\nThe first part ....... 12\nIndex .......... 230\n",
	"table":       "Year    Catch    Value\n2009    1,200    3.4\n2010    1,340    3.9\n2011      980    2.7\n",
	"tabs":        "a\tb\tc\nd\te\tf\n",
	"verse":       "The gulls have gone inland,\nThe nets hang on the wall,\nAnd nobody remembers\nThe ship that brought us all.\n\nThe harbour light is burning\nFor no one in the bay;\nThe tide that took the others\nIs coming in today.\n",
	"code":        "func main() {\n\tfor i := 0; i < 10; i++ {\n\t\tfmt.Println(i)\n\t}\n}\n\nint  x = f(a,b);\nif (x){ return  y; }\n",
	"arabic":      "اجتمع المجلس يوم الثلاثاء في المدينة القديمة وناقش\nميزانية الميناء للعام القادم.\n\nوقرر الأعضاء تأجيل التصويت.\n",
	"japanese":    "港の再建に関する報告書は、来月の理事会で審議さ\nれる予定である。\n\n委員会は意見を公表した。\n",
	"bullets":     "•\nfirst thing\n•\nsecond thing\n",
	"NUL":         "a\x00b\nc\x00 d\n",
	"one letter":  "a",
	"spaces":      strings.Repeat("a  b ", 300) + "\n",
	"marks":       strings.Repeat(" , a  bC.d e  fG \n", 200),
	"hyphens":     strings.Repeat("inter-\nnational vingt-\ntrois - -\n-\n", 100),
	"form feeds":  strings.Repeat("Head\n\ntext goes on\n\n12\n\f", 40),
	"bidi":        "\u202eabc  def\u202c, ghi\n",
	"combining":   strings.Repeat("e\u0301", 500) + "\n",
}

func TestBadInputIsKeptWholeAndRepairedOnce(t *testing.T) {
	for name, text := range bad {
		t.Run(name, func(t *testing.T) {
			for _, lang := range []string{"en", "fr", "xx"} {
				holds(t, lang, text)
			}
		})
	}
}

func TestWhoeverRepairsASourceIsTold(t *testing.T) {
	for name, want := range map[string]bool{"code": true, "verse": false} {
		told := strings.Contains(strings.Join(fix(t, "en", bad[name]).Warnings, "\n"), "no phrase was moved")
		if told != want {
			t.Errorf("%s: a warning that no phrase was moved: %v", name, told)
		}
	}
}

// holds checks what must hold of any input: nothing lost, nothing twice,
// pieces that rebuild, and a second repair that changes nothing.
func holds(t testing.TB, lang, text string) {
	t.Helper()
	res := fix(t, lang, text)
	used := make([]int, len(text))
	for _, p := range res.Paragraphs {
		if got := corpus.Join(text, p.Pieces); got != p.Text {
			t.Fatalf("%s: pieces give %q, text is %q", p.ID, got, p.Text)
		}
		if strings.ContainsAny(p.Text, "\n\r\f") {
			t.Fatalf("%s is more than one line: %q", p.ID, p.Text)
		}
		for _, q := range p.Pieces {
			for i := q.From; i < q.To; i++ {
				used[i]++
			}
		}
		for _, m := range p.Moves {
			if m.At < 0 || m.At+m.To-m.From > len(p.Text) || m.From >= m.To {
				t.Fatalf("%s: move %+v is not in its paragraph", p.ID, m)
			}
		}
	}
	for _, r := range res.Removed {
		for i := r.From; i < r.To; i++ {
			used[i]++
		}
	}
	for i, r := range text {
		for k := i; k < i+utf8.RuneLen(r); k++ {
			if !unicode.IsSpace(r) && used[k] != 1 {
				t.Fatalf("byte %d of %q is used %d times", k, text, used[k])
			}
		}
	}
	once := repair.Text(res.Paragraphs)
	twice := repair.Text(fix(t, lang, once).Paragraphs)
	if twice != once {
		t.Fatalf("a second repair of %q changes\n%q into\n%q", text, once, twice)
	}
}

func FuzzRepair(f *testing.F) {
	for _, text := range bad {
		f.Add("fr", text)
	}
	f.Add("en", "two  five six onethree fourseven\n\n, and  the rest\nof it")
	f.Fuzz(func(t *testing.T, lang, text string) {
		if !utf8.ValidString(text) || len(text) > 1<<14 {
			t.Skip()
		}
		holds(t, lang, text)
	})
}
