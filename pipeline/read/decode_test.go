package read_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"github.com/recto/recto/pipeline/read"
)

// samples are texts of a paragraph, written for these tests.
var samples = map[string]string{
	"fr": "L’été dernier, la mairie a décidé de fermer l’école du hameau ; les élèves, très déçus, ont écrit au préfet. « Nous espérons être reçus bientôt », précise leur maître.",
	"de": "Für die Übergabe der Schlüssel müssen die Mieter persönlich erscheinen. Außerdem wäre es schön, wenn die Räume vorher gründlich gereinigt würden.",
	"es": "El año próximo se abrirá también una biblioteca pública. ¿Quién podrá usarla? Según la alcaldesa, todos los niños de la región.",
	"pl": "Zgodnie z umową najemca powinien opróżnić mieszkanie najpóźniej w środę. Żaden z sąsiadów nie zgłosił sprzeciwu, więc decyzję podjęto szybko.",
	"cs": "Během příštího týdne začne oprava mostu. Řidiči musí počítat s tím, že silnice bude úplně uzavřená a objížďka povede přes sousední městečko.",
	"hu": "A következő évtől új könyvtár nyílik a főtér mellett. Az épület tetőterében külön terem készül a gyerekeknek, ahol különböző előadásokat tartanak.",
	"bg": "През следващата година ще бъде построена нова библиотека. Жителите на квартала отдавна чакат това решение и го посрещнаха с радост.",
	"el": "Την επόμενη χρονιά θα λειτουργήσει νέα βιβλιοθήκη κοντά στην πλατεία. Όλοι οι κάτοικοι περίμεναν αυτή την απόφαση εδώ και καιρό.",
	"lv": "Nākamajā gadā pie tirgus laukuma atvērs jaunu bibliotēku. Ēkas bēniņos būs īpaša zāle bērniem, kurā notiks dažādi pasākumi.",
	"ru": "В следующем году рядом с площадью откроют новую библиотеку. Жители района давно ждали этого решения и очень ему обрадовались.",
	"zh": "明年广场附近将开放一座新图书馆。居民们早就盼望着这个决定，听到消息都非常高兴。",
	"ja": "来年、広場の近くに新しい図書館が開館します。住民はこの決定を長い間待っていました。",
}

func iana(t *testing.T, name string) encoding.Encoding {
	t.Helper()
	e, err := ianaindex.IANA.Encoding(name)
	if err != nil || e == nil {
		t.Fatalf("%s: %v", name, err)
	}
	return e
}

func TestDecodeFindsTheEncoding(t *testing.T) {
	for _, c := range []struct{ lang, encoding string }{
		{"fr", "windows-1252"}, {"fr", "ibm850"}, {"fr", "macintosh"},
		{"de", "windows-1252"}, {"de", "ibm850"}, {"es", "windows-1252"},
		{"pl", "windows-1250"}, {"pl", "iso-8859-2"}, {"pl", "ibm852"},
		{"cs", "windows-1250"}, {"cs", "iso-8859-2"}, {"hu", "windows-1250"}, {"hu", "iso-8859-2"},
		{"bg", "windows-1251"}, {"bg", "iso-8859-5"}, {"ru", "koi8-r"}, {"ru", "windows-1251"}, {"ru", "ibm866"},
		{"el", "windows-1253"}, {"el", "iso-8859-7"}, {"lv", "windows-1257"},
		{"ja", "shift_jis"}, {"ja", "euc-jp"}, {"ja", "iso-2022-jp"},
		{"zh", "gb18030"},
	} {
		text := samples[c.lang]
		if c.encoding == "ibm850" || c.encoding == "iso-8859-2" && c.lang == "pl" {
			text = strings.NewReplacer("’", "'", "œ", "oe").Replace(text)
		}
		data, err := iana(t, c.encoding).NewEncoder().Bytes([]byte(text))
		if err != nil {
			t.Fatalf("%s in %s: %v", c.lang, c.encoding, err)
		}
		// What counts is the text: some encodings read a text alike.
		got, name, err := read.Decode(data, "")
		if err != nil || got != text {
			t.Errorf("%s in %s: read as %s, %v: %q", c.lang, c.encoding, name, err, got)
		}
		if got, name, err = read.Decode(data, c.encoding); err != nil || got != text || name != c.encoding {
			t.Errorf("%s told to be %s: read as %s, %v: %q", c.lang, c.encoding, name, err, got)
		}
	}
}

func TestDecodeUnicode(t *testing.T) {
	le, be := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	for lang, text := range samples {
		text += "\r\nA B\f…"
		for _, c := range []struct {
			name, mark, want string
			enc              encoding.Encoding
		}{
			{"utf-8", "", "utf-8", encoding.Nop},
			{"utf-8 with mark", "\xEF\xBB\xBF", "utf-8", encoding.Nop},
			{"utf-16le with mark", "\xFF\xFE", "utf-16le", le},
			{"utf-16be with mark", "\xFE\xFF", "utf-16be", be},
			{"utf-16le", "", "utf-16le", le},
			{"utf-16be", "", "utf-16be", be},
			{"utf-32le with mark", "", "utf-32le", utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)},
		} {
			data, err := c.enc.NewEncoder().Bytes([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			got, name, err := read.Decode(append([]byte(c.mark), data...), "")
			if (lang == "ja" || lang == "zh") && c.mark == "" && c.want != "utf-8" && c.want != "utf-32le" {
				continue // hardly a space in it: nothing tells the order but a mark
			}
			if err != nil || got != text || name != c.want {
				t.Errorf("%s in %s: read as %q, %v: %.60q", lang, c.name, name, err, got)
			}
		}
	}
}

func TestDecodeDamagedUTF8(t *testing.T) {
	whole := samples["fr"]
	latin, err := iana(t, "windows-1252").NewEncoder().String("Été : la règle a changé.\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, data, want string }{
		{"a cut sequence at the end", whole + "\xC3", whole + "\uFFFD"},
		{"a lone surrogate", whole + "\xED\xA0\x80x", whole + "\uFFFDx"},
		{"a line in another encoding", whole + "\n" + latin + whole, whole + "\nÉté : la règle a changé.\n" + whole},
		{"a byte amid a line", whole + "\xE9 " + whole, whole + "\uFFFD " + whole},
	} {
		got, name, err := read.Decode([]byte(c.data), "")
		if err != nil || name != "utf-8" || got != c.want {
			t.Errorf("%s: %s, %v:\ngot  %q\nwant %q", c.name, name, err, got, c.want)
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	noise := make([]byte, 5000)
	for i := range noise {
		noise[i] = byte(i*i*7+i>>3) | 0x80
	}
	for _, c := range []struct {
		name, data string
		encoding   string
		want       error
	}{
		{"a PDF", "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n", "", read.ErrPDF},
		{"a PDF behind a line", "\n%PDF-1.4\n\xE2\xE3", "", read.ErrPDF},
		{"a PDF whatever the user says", "%PDF-1.7\n", "windows-1252", read.ErrPDF},
		{"a ZIP", "PK\x03\x04\x14\x00", "", read.ErrBinary},
		{"a picture", "\x89PNG\r\n\x1a\n\x00\x00", "", read.ErrBinary},
		{"NUL bytes", "text\x00text\x00\x00\x00more\x01", "", read.ErrBinary},
		{"a stray NUL byte in a plain text", "abc\x00def. Ghi jkl mno.\n", "", read.ErrBinary},
		{"control characters", strings.Repeat("a\x01\x02", 50), "", read.ErrBinary},
		{"NUL characters in UTF-16", "\xFF\xFEa\x00\x00\x00b\x00", "", read.ErrBinary},
		{"noise", string(noise), "", read.ErrEncoding},
		{"no such encoding", "abc", "klingon-8", read.ErrEncoding},
	} {
		text, name, err := read.Decode([]byte(c.data), c.encoding)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %q as %q, error %v, want %v", c.name, text, name, err, c.want)
		}
	}
	// A text that tells of PDFs is none.
	if _, _, err := read.Decode([]byte("A file that begins with %PDF-1.4 is a PDF."), ""); err != nil {
		t.Error(err)
	}
}

func TestDecodeEmpty(t *testing.T) {
	for _, data := range []string{"", " \n", "\xEF\xBB\xBF", "\xFF\xFE"} {
		text, _, err := read.Decode([]byte(data), "")
		if err != nil || strings.TrimSpace(text) != "" {
			t.Errorf("%q: %q, %v", data, text, err)
		}
	}
}

// TestDecodeProse counts how often real prose comes back, in every encoding that
// is at home in its language.
func TestDecodeProse(t *testing.T) {
	shared := os.Getenv("RECTO_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	right, all := 0, 0
	for lang, names := range map[string]string{
		"fr": "windows-1252 iso-8859-15", "de": "windows-1252", "es": "windows-1252", "it": "windows-1252", "pt": "windows-1252",
		"nl": "windows-1252", "da": "windows-1252", "sv": "windows-1252", "fi": "windows-1252", "en": "windows-1252", "ga": "windows-1252",
		"et": "windows-1257", "lv": "windows-1257", "lt": "windows-1257", "pl": "windows-1250 iso-8859-2", "cs": "windows-1250 iso-8859-2",
		"sk": "windows-1250 iso-8859-2", "sl": "windows-1250", "hr": "windows-1250", "hu": "windows-1250 iso-8859-2",
		"bg": "windows-1251 koi8-r", "el": "windows-1253 iso-8859-7",
	} {
		data, err := os.ReadFile(filepath.Join(shared, "data", "prose", lang+".tsv"))
		if err != nil {
			t.Skip("no prose to try on:", err)
		}
		lines := strings.SplitN(string(data), "\n", 120)
		for _, name := range strings.Fields(names) {
			enc := iana(t, name)
			for i := 0; i+3 < len(lines); i += 4 {
				var text []string
				for _, l := range lines[i : i+3] {
					_, l, _ = strings.Cut(l, "\t")
					text = append(text, l)
				}
				want := strings.Join(text, "\n")
				data, err := enc.NewEncoder().String(want)
				if err != nil {
					continue // it has characters that the encoding has not
				}
				all++
				if got, _, err := read.Decode([]byte(data), ""); err == nil && got == want {
					right++
				}
			}
		}
	}
	t.Logf("%d of %d passages of three paragraphs are read right", right, all)
	if all == 0 || float64(right) < 0.97*float64(all) {
		t.Errorf("%d of %d passages are read right, want 97 %%", right, all)
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{"", "abc", "\xFF\xFEa\x00", "é\xE9", "%PDF-", "\x1B$B", "\x00a\x00b\x00 \x00c", "\xED\xA0\x80"} {
		f.Add([]byte(s), "")
	}
	f.Add([]byte("\x80abc"), "utf-16")
	f.Add([]byte("\x80abc"), "gb18030")
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		text, enc, err := read.Decode(data, name)
		if err != nil {
			return
		}
		if !utf8.ValidString(text) || strings.HasPrefix(text, "\uFEFF") || enc == "" {
			t.Fatalf("%q as %q", text, enc)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	for _, c := range []struct {
		name string
		enc  encoding.Encoding
		lang string
	}{{"utf-8", encoding.Nop, "fr"}, {"windows-1250", charmap.Windows1250, "pl"}, {"shift_jis", japanese.ShiftJIS, "ja"}, {"gb18030", simplifiedchinese.GB18030, "zh"}} {
		b.Run(c.name, func(b *testing.B) {
			data, err := c.enc.NewEncoder().Bytes([]byte(strings.Repeat(samples[c.lang]+"\n", 5000)))
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := read.Decode(data, ""); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
