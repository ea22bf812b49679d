package detect_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/recto/recto/pipeline/detect"
)

// samples were written for these tests.
var samples = map[string]string{
	"bg": "През следващата година ще бъде построена нова библиотека близо до площада, защото жителите на квартала отдавна я чакат.",
	"cs": "Příští rok se poblíž náměstí otevře nová knihovna, protože obyvatelé čtvrti na ni už dlouho čekají a město má konečně peníze.",
	"da": "Næste år åbner der et nyt bibliotek tæt ved torvet, fordi kvarterets beboere længe har ventet på det og kommunen endelig har penge.",
	"de": "Im nächsten Jahr wird in der Nähe des Platzes eine neue Bibliothek eröffnet, weil die Bewohner des Viertels schon lange darauf warten.",
	"el": "Την επόμενη χρονιά θα ανοίξει μια νέα βιβλιοθήκη κοντά στην πλατεία, επειδή οι κάτοικοι της γειτονιάς την περιμένουν εδώ και καιρό.",
	"en": "Next year a new library will open near the square, because the people of the neighbourhood have been waiting for it for a long time.",
	"es": "El año que viene se abrirá una nueva biblioteca cerca de la plaza, porque los vecinos del barrio la esperan desde hace mucho tiempo.",
	"et": "Järgmisel aastal avatakse väljaku lähedal uus raamatukogu, sest linnaosa elanikud on seda juba kaua oodanud ja linnal on lõpuks raha.",
	"fi": "Ensi vuonna torin lähelle avataan uusi kirjasto, koska kaupunginosan asukkaat ovat odottaneet sitä jo pitkään ja rahaa on vihdoin.",
	"fr": "L’année prochaine, une nouvelle bibliothèque ouvrira près de la place, parce que les habitants du quartier l’attendent depuis longtemps.",
	"ga": "An bhliain seo chugainn osclófar leabharlann nua in aice leis an gcearnóg, toisc go bhfuil muintir na háite ag fanacht léi le fada.",
	"hr": "Sljedeće će se godine u blizini trga otvoriti nova knjižnica, jer je stanovnici četvrti već dugo čekaju, a grad napokon ima novca.",
	"hu": "Jövőre új könyvtár nyílik a tér közelében, mert a környék lakói már régóta várnak rá, és a városnak végre van rá elég pénze.",
	"it": "L’anno prossimo aprirà una nuova biblioteca vicino alla piazza, perché gli abitanti del quartiere la aspettano da molto tempo.",
	"lt": "Kitais metais netoli aikštės bus atidaryta nauja biblioteka, nes rajono gyventojai jos laukia jau seniai ir miestas pagaliau turi pinigų.",
	"lv": "Nākamgad netālu no laukuma atvērs jaunu bibliotēku, jo apkaimes iedzīvotāji to gaida jau ilgi un pilsētai beidzot ir nauda.",
	"mt": "Is-sena d-dieħla se tinfetaħ librerija ġdida qrib il-pjazza, għax ir-residenti tal-lokal ilhom jistennewha u l-kunsill fl-aħħar għandu l-flus.",
	"nl": "Volgend jaar gaat er dicht bij het plein een nieuwe bibliotheek open, omdat de bewoners van de wijk er al lang op wachten.",
	"pl": "W przyszłym roku w pobliżu placu zostanie otwarta nowa biblioteka, ponieważ mieszkańcy dzielnicy czekają na nią już od dawna.",
	"pt": "No próximo ano abrirá uma nova biblioteca perto da praça, porque os moradores do bairro esperam por ela há muito tempo.",
	"ro": "Anul viitor se va deschide o nouă bibliotecă lângă piață, pentru că locuitorii cartierului o așteaptă de mult timp.",
	"sk": "Budúci rok sa neďaleko námestia otvorí nová knižnica, pretože obyvatelia štvrte na ňu už dlho čakajú a mesto má konečne peniaze.",
	"sl": "Prihodnje leto bodo blizu trga odprli novo knjižnico, ker jo prebivalci četrti že dolgo čakajo in ima mesto končno denar.",
	"sv": "Nästa år öppnar ett nytt bibliotek nära torget, eftersom kvarterets invånare har väntat länge på det och kommunen äntligen har pengar.",
	"ca": "L’any vinent s’obrirà una biblioteca nova a prop de la plaça, perquè els veïns del barri l’esperen des de fa molt de temps.",
	"ru": "В следующем году рядом с площадью откроют новую библиотеку, потому что жители района давно её ждут, а у города наконец есть деньги.",
}

func TestDetect(t *testing.T) {
	d := detect.New()
	for lang, text := range samples {
		if g := d.Detect(text); g.Tag != lang || g.Confidence < 0.9 || g.Confidence > 1 {
			t.Errorf("%s: %+v", lang, g)
		}
	}
	// A book, most of it in Irish.
	book := strings.Repeat(samples["ga"]+"\n", 8000) + strings.Repeat(samples["en"]+"\n", 1000)
	if g := d.Detect(book); g.Tag != "ga" || g.Confidence < 0.8 {
		t.Errorf("a book: %+v", g)
	}
	// A document with a little of another language stays what it is.
	mixed := strings.Repeat(samples["fr"]+"\n", 8) + samples["en"]
	if g := d.Detect(mixed); g.Tag != "fr" || g.Confidence == 1 {
		t.Errorf("French with a quotation: %+v", g)
	}
	if g := d.Detect(samples["fr"] + samples["en"]); g.Tag != detect.Unknown {
		t.Errorf("half French, half English: %+v", g)
	}
}

func TestDetectDoesNotGuess(t *testing.T) {
	d := detect.New()
	for _, text := range []string{
		"", " \n", "N/A", "OK", "12 345,67 € – 2004/2005", "https://example.org/the/first/page.html",
		"jane.doe@example.org", "foo() { return bar[0]; }", "A-1203 B-77", "asdf qwer zxcv asdf qwer",
		strings.Repeat("dfkjgh sdkfjh sdkfjhg ", 20), strings.Repeat("\uFFFD\x00", 200), strings.Repeat("1 ", 5000),
	} {
		if g := d.Detect(text); g.Tag != detect.Unknown {
			t.Errorf("%.40q: %+v, want %s", text, g, detect.Unknown)
		}
	}
}

func TestOthers(t *testing.T) {
	d := detect.New()
	for _, n := range []int{3, 120} { // below and beyond the number that are all asked for
		var paragraphs []string
		for range n {
			paragraphs = append(paragraphs, samples["es"])
		}
		paragraphs[1] = samples["pt"]
		paragraphs = append(paragraphs, samples["mt"], "Chapter One", "")
		for i, tag := range d.Others("es", paragraphs) {
			want := map[int]string{1: "pt", n: "mt"}[i]
			if tag != want {
				t.Errorf("of %d, paragraph %d: %q, want %q", n, i, tag, want)
			}
		}
	}
	for i, tag := range d.Others(detect.Unknown, []string{samples["fr"], samples["en"]}) {
		if tag != "" {
			t.Errorf("paragraph %d of a document in no known language: %q", i, tag)
		}
	}
	if got := d.Others("fr-BE", []string{samples["fr"]}); got[0] != "" {
		t.Errorf("a region made another language: %q", got)
	}
}

func TestOneDetectorServesAll(t *testing.T) {
	d := detect.New()
	done := make(chan detect.Guess)
	for _, lang := range []string{"fr", "de", "fr", "de"} {
		go func() { done <- d.Detect(samples[lang]) }()
	}
	for range 4 {
		if g := <-done; g.Tag != "fr" && g.Tag != "de" {
			t.Errorf("%+v", g)
		}
	}
}

func FuzzDetect(f *testing.F) {
	f.Add("Il fait beau.")
	f.Add("\xff ħ ta' 漢字 वाक्य")
	d := detect.New()
	f.Fuzz(func(t *testing.T, text string) {
		g := d.Detect(text)
		if g.Tag == "" || g.Confidence < 0 || g.Confidence > 1 || !utf8.ValidString(g.Tag) {
			t.Fatalf("%+v", g)
		}
	})
}

func BenchmarkDetect(b *testing.B) {
	d := detect.New()
	text := strings.Repeat(samples["fr"]+"\n", 25)
	d.Detect(text)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		d.Detect(text)
	}
}
