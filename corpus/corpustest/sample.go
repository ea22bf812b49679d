// Package corpustest has bitexts for the tests of those that read and write
// them: [Sample] for goldens, [Hostile] for texts that want to do harm, [Draw]
// for properties.
package corpustest

import (
	"crypto/sha256"
	"strings"

	"github.com/recto/recto/corpus"
)

// SampleText is the source of [Sample], as an extraction gave it: the styled
// name on line 5 stands at the end of its line.
const SampleText = "Le port rouvre\n" +
	"\n" +
	"La capitainerie a annoncé lundi que le bassin nord serait\n" +
	"ouvert dès le 3 mars 2025. Les pêcheurs attendaient cette\n" +
	"date : «  », dit l'un d'eux à la presse.enfin\n" +
	"Page 1\n" +
	"• 12,5 m de quai\n" +
	"• Mise à jour\n" +
	"• Mise à jour\n"

// Sample is a French press release and its Spanish translation, with something
// of everything: a move, a removed page number, a finding, a near match, a
// refused attempt, a decision, one segment without translation.
func Sample() *corpus.Bitext {
	at := func(s string) (int, int) {
		from := strings.Index(SampleText, s)
		return from, from + len(s)
	}
	piece := func(s, before string) corpus.Piece {
		from, to := at(s)
		return corpus.Piece{From: from, To: to, Before: before}
	}
	last := func(s string) corpus.Piece {
		from := strings.LastIndex(SampleText, s)
		return corpus.Piece{From: from, To: from + len(s)}
	}
	third := []corpus.Piece{
		piece("Les pêcheurs attendaient cette", ""),
		piece("date : « ", " "),
		piece("enfin", ""),
		{From: strings.Index(SampleText, " », dit"), To: strings.Index(SampleText, "enfin\n")},
	}
	second := []corpus.Piece{
		piece("La capitainerie a annoncé lundi que le bassin nord serait", ""),
		piece("ouvert dès le 3 mars 2025.", " "),
	}
	join := func(p []corpus.Piece) string { return corpus.Join(SampleText, p) }
	both := append(append([]corpus.Piece{}, second...), third...)
	both[2].Before = " "
	text := join(both)
	lineFrom, lineTo := at("date : «  », dit l'un d'eux à la presse.enfin")
	from, to := at("enfin")
	cutFrom, cutTo := at("Page 1")
	seg := func(id string, para int, p ...corpus.Piece) corpus.Segment {
		return corpus.Segment{ID: id, Para: para, Pieces: p, Text: join(p)}
	}
	src := corpus.Side{
		Name: "presse/port.fr.txt", SHA256: sha256.Sum256([]byte(SampleText)), Encoding: "utf-8",
		Language: "fr", Confidence: 0.97, Producer: "last",
		Paragraphs: []corpus.Paragraph{
			{ID: "p1", Pieces: []corpus.Piece{piece("Le port rouvre", "")}, Text: "Le port rouvre", Kind: corpus.Heading, Page: 1},
			{ID: "p2", Pieces: both, Text: text, Page: 1, Moves: []corpus.Move{{
				From: from, To: to, At: strings.Index(text, "enfin"), LineFrom: lineFrom, LineTo: lineTo, Line: 5,
				Posterior: 0.98, Evidence: []string{"hole", "glue", "model"},
				Alternatives: []corpus.Reading{{Text: "date : «  », dit l'un d'eux à la presse. enfin", Posterior: 0.02}},
			}}},
			{ID: "p3", Pieces: []corpus.Piece{piece("12,5 m de quai", "")}, Text: "12,5 m de quai", Kind: corpus.Item, Page: 2},
			{ID: "p4", Pieces: []corpus.Piece{piece("Mise à jour", "")}, Text: "Mise à jour", Kind: corpus.Item, Page: 2},
			{ID: "p5", Pieces: []corpus.Piece{last("Mise à jour")}, Text: "Mise à jour", Kind: corpus.Item, Page: 2},
		},
		Removed: []corpus.Removed{{From: cutFrom, To: cutTo, Line: 6, Page: 1, Kind: corpus.PageNumber}},
	}
	src.Segments = []corpus.Segment{
		seg("p1.s1", 0, src.Paragraphs[0].Pieces...), seg("p2.s1", 1, second...), seg("p2.s2", 1, third...),
		seg("p3.s1", 2, src.Paragraphs[2].Pieces...), seg("p4.s1", 3, src.Paragraphs[3].Pieces...), seg("p5.s1", 4, src.Paragraphs[4].Pieces...),
	}
	b := &corpus.Bitext{
		Source: src,
		Target: corpus.Side{Language: "es", Segments: []corpus.Segment{
			{ID: "p1.s1", Para: -1, Text: "El puerto reabre"},
			{ID: "p2.s1", Para: -1, Text: "La capitanía anunció el lunes que la dársena norte abriría a partir del 3 de marzo de 2026."},
			{ID: "p2.s2", Para: -1, Text: "Los pescadores esperaban esta fecha: «por fin», dice uno de ellos a la prensa."},
			{ID: "p3.s1", Para: -1, Text: "12,5 m de muelle"},
			{ID: "p4.s1", Para: -1, Text: "Actualización"},
		}},
		Run: corpus.Run{Generator: "recto 0.1.0", Settings: "5f2a", Engine: "openai", Model: "gpt-x@api.example"},
	}
	machine := corpus.Origin{Kind: corpus.OriginMachine, Engine: "openai", Model: "gpt-x@api.example"}
	id := []corpus.Evidence{{Code: "id", Weight: 1}}
	anchors := corpus.Anchors(src.Segments)
	b.Beads = []corpus.Bead{
		{Src: []int{0}, Tgt: []int{0}, Score: 1, Why: id, State: corpus.Translated,
			Origin: corpus.Origin{Kind: corpus.OriginMemory, Score: 1, Origin: "confirmed"}},
		{Src: []int{1}, Tgt: []int{1}, Score: 1, Why: id, State: corpus.Translated, Origin: machine,
			Findings: []corpus.Finding{{Code: "numbers", Severity: corpus.Grave, Message: "2025 stands in the source only, 2026 in the target only."}}},
		{Src: []int{2}, Tgt: []int{2}, Score: 1, Why: id, State: corpus.Translated, Origin: machine,
			Matches: []corpus.Match{{Source: "Les pêcheurs attendaient cette date.", Target: "Los pescadores esperaban esta fecha.", Score: 0.72, Origin: "tmx"}}},
		{Src: []int{3}, Tgt: []int{3}, Score: 1, Why: id, State: corpus.Translated, Origin: machine},
		{Src: []int{4}, Tgt: []int{4}, Score: 1, Why: id, State: corpus.Approved, Origin: corpus.Origin{Kind: corpus.OriginPerson},
			Decision: &corpus.Decision{Anchor: anchors[4], Source: "Mise à jour", Target: "Actualización", State: corpus.Approved, Reviewer: "Ana", Date: "2025-02-28T09:30:00Z"}},
		{Src: []int{5}, Score: 1, Why: id, State: corpus.Untranslated, Reason: "empty",
			Attempts: []corpus.Attempt{{Engine: "openai", Text: "", Reason: "empty"}}},
	}
	return b
}

// Pair makes a bitext of two lists of sentences, one to one, as a person wrote
// them.
func Pair(from, to string, pairs ...[2]string) *corpus.Bitext {
	b := &corpus.Bitext{Source: corpus.Side{Name: "pair.txt", Language: from}, Target: corpus.Side{Name: "pair.target.txt", Language: to}}
	for i, p := range pairs {
		id := "s" + string(rune('a'+i%26)) + strings.Repeat("x", i/26)
		b.Source.Segments = append(b.Source.Segments, corpus.Segment{ID: id, Para: -1, Text: p[0]})
		b.Target.Segments = append(b.Target.Segments, corpus.Segment{ID: id, Para: -1, Text: p[1]})
		b.Beads = append(b.Beads, corpus.Bead{Src: []int{i}, Tgt: []int{i}, Score: 0.9, State: corpus.Translated, Origin: corpus.Origin{Kind: corpus.OriginHuman}})
	}
	return b
}

// Hostile is a bitext whose texts are markup, scripts, formulas, controls and
// overrides of the writing direction.
func Hostile() *corpus.Bitext {
	b := Pair("en", "ar",
		[2]string{"</seg><tuv xml:lang=\"en\">&lol; <![CDATA[ ]]> <script>alert(1)</script>", "<b onclick='x'>نص</b> & ]]>"},
		[2]string{`=HYPERLINK("http://example.invalid","click")`, `=cmd|' /C calc'!A0`},
		[2]string{"@SUM(1+1)*cmd|' /C calc'!A0", "+1+cmd|' /C calc'!A0"},
		[2]string{"over\u202eride", "مرحبا\u2066 بالعالم"},
		[2]string{"bell\a nul\x00 esc\x1b[31m \ufffe end", "tab\there\r\nline\u2028sep"},
		[2]string{"007", "00012"},
		[2]string{"-1", "1E5"},
		[2]string{"_x000D_ {1} <x id=\"1\"/>", "%s {name} ${x}"},
	)
	b.Source.Name = "hostile <&> \"name\".txt"
	return b
}

// Hebrew and Chinese are bitexts in other scripts than the Latin.
func Hebrew() *corpus.Bitext {
	return Pair("fr", "he",
		[2]string{"Le port « nord » (12) rouvre le 3 mars.", "הנמל \"הצפוני\" (12) נפתח מחדש ב-3 במרץ."},
		[2]string{"Voir {lien} & www.example.org", "ראו {lien} & www.example.org"})
}

// Chinese has a character beyond the basic plane.
func Chinese() *corpus.Bitext {
	return Pair("en", "zh-Hans",
		[2]string{"The harbour opens {when}.", "港口{when}开放。"},
		[2]string{"<b>All</b> boats", "<b>所有</b>船只𠮷"})
}
