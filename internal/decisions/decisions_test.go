package decisions_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/corpus/corpustest"
	"github.com/recto/recto/corpus/xliff"
	"github.com/recto/recto/corpus/xlsx"
	"github.com/recto/recto/internal/decisions"
)

func options(b *corpus.Bitext) decisions.Options {
	return decisions.Options{Reviewer: "Eva", Date: "2025-03-01T00:00:00Z", Open: func(document, language string) (*corpus.Bitext, error) {
		if document != b.Source.Name || language != b.Target.Language {
			return nil, fmt.Errorf("%s.%s: %w", document, language, fs.ErrNotExist)
		}
		return b, nil
	}}
}

func xlf(t testing.TB, b *corpus.Bitext) string {
	t.Helper()
	var out bytes.Buffer
	if err := xliff.Write(&out, b, xliff.Options{}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// show writes a review as a person would read it.
func show(r *decisions.Review) string {
	var out strings.Builder
	for _, d := range r.Decisions {
		fmt.Fprintf(&out, "%s #%d = %s (%s, %s, %s)\n", d.Source, d.Anchor.Occurrence, d.Target, d.State, d.Reviewer, d.Date)
	}
	for _, c := range r.Conflicts {
		fmt.Fprintf(&out, "! %s: %s\n", c.ID, c.Message)
	}
	return out.String()
}

func replace(t testing.TB, text string, pairs ...string) string {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if strings.Count(text, pairs[i]) == 0 {
			t.Fatalf("%q is not in the file", pairs[i])
		}
		text = strings.Replace(text, pairs[i], pairs[i+1], 1)
	}
	return text
}

const machine = `state="needs-review-translation" state-qualifier="leveraged-mt"`

func TestFromXLIFF(t *testing.T) {
	for _, tt := range []struct {
		name    string
		edits   []string
		changed func(b *corpus.Bitext) // since the export
		known   []corpus.Decision
		want    string
	}{
		{name: "nothing"},
		{name: "an edited target", edits: []string{"marzo de 2026.", "marzo de 2025."},
			want: "La capitainerie a annoncé lundi que le bassin nord serait ouvert dès le 3 mars 2025. #0 = La capitanía anunció el lunes que la dársena norte abriría a partir del 3 de marzo de 2025. (reviewed, Eva, 2025-03-01T00:00:00Z)\n"},
		{name: "approved as it is", edits: []string{`id="p1.s1" approved="no"`, `id="p1.s1" approved="yes"`},
			want: "Le port rouvre #0 = El puerto reabre (approved, Eva, 2025-03-01T00:00:00Z)\n"},
		{name: "signed off", edits: []string{`state="translated" state-qualifier="exact-match">El`, `state="signed-off">El`},
			want: "Le port rouvre #0 = El puerto reabre (approved, Eva, 2025-03-01T00:00:00Z)\n"},
		{name: "a machine's, confirmed", edits: []string{machine + ">12,5", `state="translated">12,5`},
			want: "12,5 m de quai #0 = 12,5 m de muelle (reviewed, Eva, 2025-03-01T00:00:00Z)\n"},
		{name: "a translation that was missing, for the second of two equal sources", edits: []string{
			"Mise à jour</source>\n          <note", "Mise à jour</source><target>Puesta al día</target><note"},
			want: "Mise à jour #1 = Puesta al día (reviewed, Eva, 2025-03-01T00:00:00Z)\n"},
		{name: "a tool that copied the source where nobody translated", edits: []string{
			"Mise à jour</source>\n          <note", "Mise à jour</source><target>Mise à jour</target><note"}},
		{name: "a source that a person left as it is", edits: []string{
			"Mise à jour</source>\n          <note", "Mise à jour</source><target state=\"final\">Mise à jour</target><note"},
			want: "Mise à jour #1 = Mise à jour (approved, Eva, 2025-03-01T00:00:00Z)\n"},
		{name: "who and when by the phase", edits: []string{
			"<tool ", `<phase-group><phase phase-name="r" process-name="review" contact-name="Ute" date="2025-02-02T02:02:02Z"/></phase-group><tool `,
			`approved="no"`, `approved="yes" phase-name="r"`},
			want: "Le port rouvre #0 = El puerto reabre (approved, Ute, 2025-02-02T02:02:02Z)\n"},
		{name: "a target that was emptied", edits: []string{">12,5 m de muelle<", "><"},
			want: "! p3.s1: the target is empty: write what should stand there\n"},
		{name: "a source that was changed", edits: []string{">12,5 m de quai<", ">13 m de quai<", ">12,5 m de muelle<", ">13 m de muelle<"},
			want: "! p3.s1: the source was changed in the file: a decision on it would hang on another text\n"},
		{name: "an unknown id with a known source", edits: []string{`id="p3.s1"`, `id="77"`, ">12,5 m de muelle<", ">12,5 m de quai lindo<"},
			want: "12,5 m de quai #0 = 12,5 m de quai lindo (reviewed, Eva, 2025-03-01T00:00:00Z)\n"},
		{name: "an id twice", edits: []string{`id="p3.s1"`, `id="p1.s1"`, ">12,5 m de muelle<", ">otra<"},
			want: "! p1.s1: the id stands in the file before\n"},
		{name: "the document was edited since: other ids, same texts", edits: []string{">12,5 m de muelle<", ">doce metros<"},
			changed: func(b *corpus.Bitext) { b.Source.Segments[3].ID = "p9.s9" },
			want:    "12,5 m de quai #0 = doce metros (reviewed, Eva, 2025-03-01T00:00:00Z)\n"},
		{name: "the segment has another text since", edits: []string{">12,5 m de muelle<", ">doce metros<"},
			changed: func(b *corpus.Bitext) { b.Source.Segments[3].Text = "99 m de quai" },
			want:    "! p3.s1: the source has changed since the export; it is now “99 m de quai”\n"},
		{name: "the segment is gone", edits: []string{">12,5 m de muelle<", ">doce metros<"},
			changed: func(b *corpus.Bitext) { b.Source.Segments[3].ID, b.Source.Segments[3].Text = "p9.s9", "autre" },
			want:    "! p3.s1: no segment has this id, and none this source text\n"},
		{name: "the machine says something else since, the person has not spoken",
			changed: func(b *corpus.Bitext) { b.Target.Segments[3].Text = "otra cosa" }},
		{name: "the machine says something else since, the person outranks it", edits: []string{">12,5 m de muelle<", ">doce metros<"},
			changed: func(b *corpus.Bitext) { b.Target.Segments[3].Text = "otra cosa" },
			want:    "12,5 m de quai #0 = doce metros (reviewed, Eva, 2025-03-01T00:00:00Z)\n"},
		{name: "another reviewer decided otherwise", edits: []string{">Actualización<", ">Novedad<"},
			want: "! p4.s1: Ana decided “Actualización” before, the file says “Novedad”; --replace takes the file's\n"},
		{name: "another reviewer decided the same", edits: []string{">12,5 m de muelle<", ">doce metros<"},
			known: []corpus.Decision{{Anchor: corpus.Anchor{Text: corpus.TextHash("12,5 m de quai")}, Target: "doce metros", Reviewer: "Ana"}},
			want:  "12,5 m de quai #0 = doce metros (reviewed, Eva, 2025-03-01T00:00:00Z)\n"},
		{name: "the same reviewer thought again", edits: []string{">12,5 m de muelle<", ">doce metros<"},
			known: []corpus.Decision{{Anchor: corpus.Anchor{Text: corpus.TextHash("12,5 m de quai")}, Target: "antes", Reviewer: "Eva"}},
			want:  "12,5 m de quai #0 = doce metros (reviewed, Eva, 2025-03-01T00:00:00Z)\n"},
	} {
		b := corpustest.Sample()
		file := replace(t, xlf(t, b), tt.edits...)
		if tt.changed != nil {
			tt.changed(b)
		}
		o := options(b)
		o.Known = func(string, string) ([]corpus.Decision, error) { return tt.known, nil }
		reviews, err := decisions.FromXLIFF(strings.NewReader(file), o)
		if err != nil || len(reviews) != 1 {
			t.Errorf("%s: %d reviews, %v", tt.name, len(reviews), err)
			continue
		}
		if diff := cmp.Diff(tt.want, show(reviews[0])); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", tt.name, diff)
		}
	}
}

func TestReplaceTakesTheFilesDecision(t *testing.T) {
	b := corpustest.Sample()
	o := options(b)
	o.Replace = true
	reviews, err := decisions.FromXLIFF(strings.NewReader(replace(t, xlf(t, b), ">Actualización<", ">Novedad<")), o)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := show(reviews[0]), "Mise à jour #0 = Novedad (approved, Eva, 2025-03-01T00:00:00Z)\n"; got != want {
		t.Errorf("%q", got)
	}
}

func TestAToolThatKeepsNoFingerprints(t *testing.T) {
	b := corpustest.Sample()
	var file strings.Builder
	for line := range strings.Lines(xlf(t, b)) {
		if i := strings.Index(line, ` extradata="`); i >= 0 {
			line = line[:i] + line[i+len(` extradata="0123456789abcdef:0123456789abcdef"`):]
		}
		file.WriteString(line)
	}
	reviews, err := decisions.FromXLIFF(strings.NewReader(replace(t, file.String(), ">12,5 m de muelle<", ">doce metros<")), options(b))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := show(reviews[0]), "12,5 m de quai #0 = doce metros (reviewed, Eva, 2025-03-01T00:00:00Z)\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestAnotherDocument(t *testing.T) {
	b := corpustest.Sample()
	file := strings.Replace(xlf(t, b), "presse/port.fr.txt", "../other.txt", 1)
	if _, err := decisions.FromXLIFF(strings.NewReader(file), options(b)); !errors.Is(err, decisions.ErrNoBitext) {
		t.Errorf("%v", err)
	}
}

func TestBeadsOfSeveralSentences(t *testing.T) {
	b := corpustest.Pair("fr", "es", [2]string{"Un.", "Uno."}, [2]string{"Deux.", "Dos."}, [2]string{"Un.", "Tres."})
	b.Beads = []corpus.Bead{{Src: []int{0, 1}, Tgt: []int{0, 1}, Score: 1, State: corpus.Translated}, {Src: []int{2}, Tgt: []int{2}, Score: 1, State: corpus.Translated}}
	reviews, err := decisions.FromXLIFF(strings.NewReader(replace(t, xlf(t, b), "Uno. Dos.", "Uno y dos.", "Tres.", "Uno otra vez.")), options(b))
	if err != nil {
		t.Fatal(err)
	}
	want := "Un. Deux. #0 = Uno y dos. (reviewed, Eva, 2025-03-01T00:00:00Z)\nUn. #1 = Uno otra vez. (reviewed, Eva, 2025-03-01T00:00:00Z)\n"
	if diff := cmp.Diff(want, show(reviews[0])); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func TestFromXLSX(t *testing.T) {
	for _, tt := range []struct {
		name  string
		cells []string
		want  string
	}{
		{name: "nothing"},
		{"an edited target, an approved one", []string{"C3", "Otra.", "G4", "ok"},
			"La capitainerie a annoncé lundi que le bassin nord serait ouvert dès le 3 mars 2025. #0 = Otra. (reviewed, Bo, 2025-04-05T06:07:08Z)\n" +
				"Les pêcheurs attendaient cette date : « enfin », dit l'un d'eux à la presse. #0 = Los pescadores esperaban esta fecha: «por fin», dice uno de ellos a la prensa. (approved, Bo, 2025-04-05T06:07:08Z)\n"},
		{"rejected", []string{"G4", "rejected"}, "! p2.s2: rejected, without another text: write in the target what should stand there\n"},
		{"rejected and bettered", []string{"G5", "rejected", "C5", "Mejor."}, "12,5 m de quai #0 = Mejor. (reviewed, Bo, 2025-04-05T06:07:08Z)\n"},
		{"a word that decides nothing", []string{"G4", "hmm"}, "! p2.s2: “hmm” is no decision: approved or rejected\n"},
		{"a changed source", []string{"B5", "autre", "C5", "otra"}, "! p3.s1: the source was changed: the decision would hang on another text\n"},
	} {
		b := corpustest.Sample()
		var out bytes.Buffer
		if err := xlsx.Write(&out, b, xlsx.Options{}); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(&out)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(tt.cells); i += 2 {
			if err := f.SetCellStr("translation", tt.cells[i], tt.cells[i+1]); err != nil {
				t.Fatal(err)
			}
		}
		if err := f.SetDocProps(&excelize.DocProperties{LastModifiedBy: "Bo", Modified: "2025-04-05T06:07:08Z"}); err != nil {
			t.Fatal(err)
		}
		var edited bytes.Buffer
		if _, err := f.WriteTo(&edited); err != nil {
			t.Fatal(err)
		}
		review, err := decisions.FromXLSX(&edited, "x.xlsx", options(b))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, show(review)); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", tt.name, diff)
		}
	}
}
