// Package pagetest has what the tests of the pages and the screenshots share:
// bitexts to look at, and a browser to look with.
package pagetest

import (
	"fmt"
	"strings"
	"time"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/internal/page"
)

// draft is a paragraph as it is written below: the lines of a page, a styled
// phrase in braces, which the extraction puts at the line's end.
type draft struct {
	kind  corpus.Kind
	page  int
	lines []string
	pairs [][2]string // the sentences and their translations
}

// press is a press release that nobody issued, written for this project.
var press = []draft{
	{corpus.Heading, 1, []string{"La bibliothèque flottante reprend le large"},
		[][2]string{{"La bibliothèque flottante reprend le large", "La biblioteca flotante vuelve a navegar"}}},
	{corpus.Prose, 1, []string{
		"Après deux hivers de travaux, la péniche {Marguerite-Audoux} quittera son quai",
		"le 14 mars 2026 pour remonter la rivière jusqu’à Aubeterre. À son bord,",
		"{douze mille} volumes, une salle de lecture et, pour la première fois, un petit",
		"atelier d’imprimerie. « Nous ne voulions pas seulement réparer un bateau »,",
		"a déclaré {Jeanne Ollivier}, présidente de l’association."},
		[][2]string{
			{"Après deux hivers de travaux, la péniche Marguerite-Audoux quittera son quai le 14 mars 2026 pour remonter la rivière jusqu’à Aubeterre.", "Tras dos inviernos de obras, la gabarra Marguerite-Audoux zarpará de su muelle el 14 de marzo de 2025 para remontar el río hasta Aubeterre."},
			{"À son bord, douze mille volumes, une salle de lecture et, pour la première fois, un petit atelier d’imprimerie.", "A bordo, doce mil volúmenes, una sala de lectura y, por primera vez, un pequeño taller de imprenta."},
			{"« Nous ne voulions pas seulement réparer un bateau », a déclaré Jeanne Ollivier, présidente de l’association.", "«No queríamos solo reparar un barco», ha declarado Jeanne Ollivier, presidenta de la asociación."}}},
	{corpus.Prose, 1, []string{
		"Le voyage comptera dix-sept escales. À chacune d’elles, le public pourra monter",
		"à bord {sans inscription} de neuf heures à la tombée de la nuit. Les écoles sont",
		"invitées le jeudi. Un programme détaillé paraîtra dans les mairies et sur les",
		"panneaux des écluses dès la fin du mois."},
		[][2]string{
			{"Le voyage comptera dix-sept escales.", "El viaje constará de diecisiete escalas."},
			{"À chacune d’elles, le public pourra monter à bord sans inscription de neuf heures à la tombée de la nuit.", "En cada una de ellas, el público podrá subir a bordo sin inscripción desde las nueve hasta el anochecer."},
			{"Les écoles sont invitées le jeudi.", ""},
			{"Un programme détaillé paraîtra dans les mairies et sur les panneaux des écluses dès la fin du mois.", "Un programa detallado se publicará en los ayuntamientos y en los paneles de las esclusas a partir de fin de mes."}}},
	{corpus.Prose, 2, []string{"Le projet repose sur trois engagements :"},
		[][2]string{{"Le projet repose sur trois engagements :", "El proyecto se basa en tres compromisos:"}}},
	{corpus.Item, 2, []string{"un moteur {électrique} rechargé à quai ;"},
		[][2]string{{"un moteur électrique rechargé à quai ;", "un motor eléctrico que se recarga en el muelle;"}}},
	{corpus.Item, 2, []string{"un prêt gratuit pour tous les riverains ;"},
		[][2]string{{"un prêt gratuit pour tous les riverains ;", "un préstamo gratuito para todos los ribereños;"}}},
	{corpus.Item, 2, []string{"une carte commune aux trente-deux communes de la vallée."},
		[][2]string{{"une carte commune aux trente-deux communes de la vallée.", "un carné común a los treinta y dos municipios del valle."}}},
	{corpus.Prose, 2, []string{
		"La rivière a longtemps porté le bois et le sel. Elle portera désormais des romans,",
		"des atlas et les cahiers que les enfants {auront cousus eux-mêmes} à bord. Le",
		"retour est prévu pour les premiers jours d’octobre, si les eaux le permettent."},
		[][2]string{
			{"La rivière a longtemps porté le bois et le sel.", "Durante mucho tiempo, el río llevó madera y sal."},
			{"Elle portera désormais des romans, des atlas et les cahiers que les enfants auront cousus eux-mêmes à bord.", "A partir de ahora llevará novelas, atlas y los cuadernos que los niños habrán cosido ellos mismos a bordo."},
			{"Le retour est prévu pour les premiers jours d’octobre, si les eaux le permettent.", "El regreso está previsto para los primeros días de octubre, si las aguas lo permiten."}}},
}

// Press is the press release as a run leaves it, and its source text as an
// extraction gave it: moves, findings of several kinds, one sentence open.
func Press() (*corpus.Bitext, string) {
	var text strings.Builder
	b := &corpus.Bitext{
		Source: corpus.Side{Name: "presse/peniche.fr.txt", Encoding: "utf-8", Language: "fr", Confidence: 0.99, Producer: "last"},
		Target: corpus.Side{Language: "es"},
		Run:    corpus.Run{Generator: "recto 0.1.0", Settings: "c01df00d5ea7", Engine: "openai", Model: "model-m@api.example"},
	}
	machine := corpus.Origin{Kind: corpus.OriginMachine, Engine: "openai", Model: "model-m@api.example"}
	line := 0
	for i, d := range press {
		p := corpus.Paragraph{ID: fmt.Sprintf("p%d", i+1), Kind: d.kind, Page: d.page}
		at := 0
		add := func(from, to int, before string) {
			p.Pieces = append(p.Pieces, corpus.Piece{From: from, To: to, Before: before})
			at += len(before) + to - from
		}
		for k, l := range d.lines {
			line++
			space := ""
			if k > 0 {
				space = " "
			}
			from := text.Len()
			head, rest, styled := strings.Cut(l, "{")
			phrase, tail, _ := strings.Cut(rest, "}")
			text.WriteString(head + tail + phrase + "\n")
			if !styled {
				add(from, from+len(head), space)
				continue
			}
			end := from + len(head) + len(tail)
			if head != "" {
				add(from, from+len(head), space)
				space = ""
			}
			p.Moves = append(p.Moves, corpus.Move{From: end, To: end + len(phrase), At: at + len(space), LineFrom: from, LineTo: end + len(phrase), Line: line,
				Posterior: 0.93 + 0.02*float64(len(phrase)%4), Evidence: []string{"hole", "glue", "model"}})
			add(end, end+len(phrase), space)
			add(from+len(head), end, "")
		}
		text.WriteString("\n")
		line++
		p.Text = corpus.Join(text.String(), p.Pieces)
		cut := 0
		for k, pair := range d.pairs {
			off := strings.Index(p.Text[cut:], pair[0])
			if off < 0 {
				panic("pagetest: " + pair[0] + " is not in its paragraph")
			}
			cut += off
			seg := corpus.Segment{ID: fmt.Sprintf("%s.s%d", p.ID, k+1), Para: i, Text: pair[0], Pieces: corpus.Slice(p.Pieces, cut, cut+len(pair[0]))}
			cut += len(pair[0])
			bead := corpus.Bead{Src: []int{len(b.Source.Segments)}, Score: 1, State: corpus.Translated, Origin: machine}
			b.Source.Segments = append(b.Source.Segments, seg)
			if pair[1] == "" {
				bead.State, bead.Reason, bead.Origin = corpus.Untranslated, "language", corpus.Origin{}
				bead.Attempts = []corpus.Attempt{{Engine: "openai", Text: "Schools are invited on Thursday.", Reason: "language"}}
			} else {
				bead.Tgt = []int{len(b.Target.Segments)}
				b.Target.Segments = append(b.Target.Segments, corpus.Segment{ID: seg.ID, Para: -1, Text: pair[1]})
			}
			b.Beads = append(b.Beads, bead)
		}
		b.Source.Paragraphs = append(b.Source.Paragraphs, p)
	}
	b.Source.SHA256 = corpus.NewSource("", text.String(), "").SHA256
	at := func(id string) *corpus.Bead {
		for i := range b.Beads {
			if b.Source.Segments[b.Beads[i].Src[0]].ID == id {
				return &b.Beads[i]
			}
		}
		panic("pagetest: no " + id)
	}
	at("p2.s1").Findings = []corpus.Finding{{Code: "dates", Severity: corpus.Grave, Message: "2026 stands in the source only, 2025 in the target only.", Side: "target"}}
	at("p3.s2").Matches = []corpus.Match{{Source: "Le public pourra monter à bord sans inscription.", Target: "El público podrá subir a bordo sin inscripción.", Score: 0.74, Origin: "tmx"}}
	at("p7.s1").Findings = []corpus.Finding{{Code: "terms", Severity: corpus.Minor, Message: "The glossary has “tarjeta” for “carte”.", Side: "target"}}
	memory := at("p6.s1")
	memory.Origin = corpus.Origin{Kind: corpus.OriginMemory, Score: 1, Origin: "confirmed"}
	seen := at("p1.s1")
	seen.State, seen.Origin = corpus.Approved, corpus.Origin{Kind: corpus.OriginPerson}
	seen.Decision = &corpus.Decision{State: corpus.Approved, Reviewer: "Inés", Date: "2026-02-11", Source: press[0].pairs[0][0], Target: press[0].pairs[0][1]}
	return b, text.String()
}

// Big is a bitext of n sentences in paragraphs of five.
func Big(n int) *corpus.Bitext {
	b := &corpus.Bitext{Source: corpus.Side{Name: "big.txt", Language: "fr"}, Target: corpus.Side{Language: "es"}, Run: corpus.Run{Engine: "openai"}}
	for i := range n {
		p := i / 5
		if i%5 == 0 {
			b.Source.Paragraphs = append(b.Source.Paragraphs, corpus.Paragraph{ID: fmt.Sprintf("p%d", p+1), Page: 1 + p/20})
		}
		id := fmt.Sprintf("p%d.s%d", p+1, i%5+1)
		pair := press[1+i%2].pairs[i%2]
		b.Source.Segments = append(b.Source.Segments, corpus.Segment{ID: id, Para: p, Text: fmt.Sprintf("%s (%d)", pair[0], i)})
		b.Target.Segments = append(b.Target.Segments, corpus.Segment{ID: id, Para: -1, Text: fmt.Sprintf("%s (%d)", pair[1], i)})
		bead := corpus.Bead{Src: []int{i}, Tgt: []int{i}, Score: 1, State: corpus.Translated, Origin: corpus.Origin{Kind: corpus.OriginMachine, Engine: "openai"}}
		if i%10 == 3 {
			bead.Findings = []corpus.Finding{{Code: "numbers", Severity: corpus.Grave, Message: fmt.Sprintf("%d stands in the source only.", i)}}
		}
		b.Beads = append(b.Beads, bead)
	}
	return b
}

// OneParagraph is a bitext of n sentences in one paragraph, a move and a doubt
// in each.
func OneParagraph(n int) *corpus.Bitext {
	b := &corpus.Bitext{Source: corpus.Side{Name: "one.txt", Language: "fr"}, Target: corpus.Side{Language: "es"}}
	p := corpus.Paragraph{ID: "p1"}
	var text strings.Builder
	for i := range n {
		from := i * 20
		pieces := []corpus.Piece{{From: from, To: from + 5}, {From: from + 12, To: from + 19}, {From: from + 5, To: from + 12}}
		const sentence = "Avant " + "phrase " + "apres."
		b.Source.Segments = append(b.Source.Segments, corpus.Segment{ID: fmt.Sprintf("p1.s%d", i+1), Pieces: pieces, Text: sentence})
		b.Target.Segments = append(b.Target.Segments, corpus.Segment{ID: fmt.Sprintf("p1.s%d", i+1), Para: -1, Text: sentence})
		b.Beads = append(b.Beads, corpus.Bead{Src: []int{i}, Tgt: []int{i}, Score: 1})
		p.Pieces = append(p.Pieces, pieces...)
		p.Moves = append(p.Moves, corpus.Move{From: from + 12, To: from + 19, LineFrom: from, LineTo: from + 19, Line: i})
		p.Doubts = append(p.Doubts, corpus.Doubt{LineFrom: from, LineTo: from + 19, Line: i, Reason: "below-bar"})
		text.WriteString(sentence)
	}
	p.Text = text.String()
	b.Source.Paragraphs = []corpus.Paragraph{p}
	return b
}

// Sides makes a bitext of pairs in one paragraph, in any two languages.
func Sides(from, to string, pairs ...[2]string) *corpus.Bitext {
	b := &corpus.Bitext{Source: corpus.Side{Name: "sample." + from + ".txt", Language: from, Paragraphs: []corpus.Paragraph{{ID: "p1"}}}, Target: corpus.Side{Language: to}, Run: corpus.Run{Engine: "openai"}}
	for i, p := range pairs {
		id := fmt.Sprintf("p1.s%d", i+1)
		b.Source.Segments = append(b.Source.Segments, corpus.Segment{ID: id, Text: p[0]})
		b.Target.Segments = append(b.Target.Segments, corpus.Segment{ID: id, Para: -1, Text: p[1]})
		b.Beads = append(b.Beads, corpus.Bead{Src: []int{i}, Tgt: []int{i}, Score: 1, State: corpus.Translated, Origin: corpus.Origin{Kind: corpus.OriginMachine, Engine: "openai"}})
	}
	return b
}

// Night is a night with something of everything.
func Night() page.Night {
	return page.Night{
		Inbox: "/srv/inbox", Date: "2026-03-14", Began: "2026-03-14T01:00:00+01:00", Took: 3*time.Hour + 12*time.Minute,
		Cause: "deadline 06:00 reached", Currency: "USD",
		Totals: page.Counts{Done: 212, Skipped: 9_480, Failed: 1, SetAside: 1, Waiting: 14, Flagged: 9, Segments: 11_306, Open: 7, Tokens: 1_204_511, Cost: 3.81},
		Last:   &page.Counts{Done: 198, Skipped: 9_282, Flagged: 11, Segments: 10_790, Open: 7, Tokens: 1_160_020, Cost: 3.62}, LastDate: "2026-03-13", LastHref: "2026-03-13.html",
		Documents: []page.Document{
			{Name: "presse/peniche.fr.txt", State: page.DocDone, Flagged: 3, Open: 1, Counts: page.DocCounts{Segments: 15, Tokens: 2_140, Cost: 0.01}, Took: 4200 * time.Millisecond, Pages: []page.Page{{Label: "es", Href: "../presse/peniche.fr.txt.es.html"}}},
			{Name: "rapports/2026/bilan-annuel-de-la-vallée.txt", State: page.DocDone, Counts: page.DocCounts{Segments: 2_210, Tokens: 310_400, Cost: 0.97}, Took: 14 * time.Minute, Pages: []page.Page{{Label: "en", Href: "../a.html"}, {Label: "es", Href: "../b.html"}}},
			{Name: "courrier/scan-0117.txt", State: page.DocFailed, Tries: 2, Reason: "not text: it begins like a PDF; run pdftotext -layout scan-0117.pdf first"},
			{Name: "courrier/lettre.txt", State: page.DocSetAside, Tries: 3, Reason: "the engine gave no answer: connection refused"},
			{Name: "rapports/2025/annexe.txt", State: page.DocWaiting, Reason: "its turn did not come"},
		},
		Looks: []page.Look{
			{Document: "presse/peniche.fr.txt", Segment: "p3.s3", Source: "Les écoles sont invitées le jeudi.", Severity: "open", Why: "No translation: the answer is in another language.", Href: "../presse/peniche.fr.txt.es.html#p3.s3"},
			{Document: "presse/peniche.fr.txt", Segment: "p2.s1", Source: press[1].pairs[0][0], Target: press[1].pairs[0][1], Severity: "error", Why: "2026 stands in the source only, 2025 in the target only.", Href: "../presse/peniche.fr.txt.es.html#p2.s1"},
		},
		MoreLooks: 41,
	}
}
