package xliff_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"
	"pgregory.net/rapid"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/corpus/corpustest"
	"github.com/recto/recto/corpus/xliff"
)

func write(t testing.TB, b *corpus.Bitext) string {
	t.Helper()
	var out bytes.Buffer
	if err := xliff.Write(&out, b, xliff.Options{}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func collect(r io.Reader) ([]xliff.Unit, error) {
	in, err := xliff.NewReader(r)
	if err != nil {
		return nil, err
	}
	var out []xliff.Unit
	for u, err := range in.Units() {
		if err != nil {
			return out, err
		}
		out = append(out, u)
	}
	return out, nil
}

func placeholders() *corpus.Bitext {
	b := corpustest.Pair("en", "de",
		[2]string{"{n} files, {n} folders, <b>all</b>", "<b>alle</b>: {n} Ordner, {m}, {n} Dateien"},
		[2]string{"alone", ""}, [2]string{"", "allein"}, [2]string{"One.", "Eins."}, [2]string{"Two.", "Zwei."})
	b.Beads[1].Tgt, b.Beads[2].Src = nil, nil
	b.Source.Segments[2] = b.Source.Segments[4]
	b.Source.Segments = b.Source.Segments[:4]
	b.Target.Segments[1].Text = "ohne Quelle"
	b.Beads = []corpus.Bead{
		{Src: []int{0}, Tgt: []int{0}, Score: 1, State: corpus.Translated, Origin: corpus.Origin{Kind: corpus.OriginHuman}},
		{Src: []int{1}, Score: 1, State: corpus.Untranslated, Reason: "refused"},
		{Tgt: []int{1}, Score: 0.4, State: corpus.Translated},
		{Src: []int{2, 3}, Tgt: []int{2, 3, 4}, Score: 0.8, State: corpus.Reviewed},
	}
	return b
}

func TestWriteGolden(t *testing.T) {
	corpustest.Golden(t, "sample.xlf", write(t, corpustest.Sample()))
	corpustest.Golden(t, "hostile.xlf", write(t, corpustest.Hostile()))
	corpustest.Golden(t, "hebrew.xlf", write(t, corpustest.Hebrew()))
	corpustest.Golden(t, "chinese.xlf", write(t, corpustest.Chinese()))
	corpustest.Golden(t, "placeholders.xlf", write(t, placeholders()))
}

func TestValidAgainstTheStrictSchema(t *testing.T) {
	if _, err := exec.LookPath("xmllint"); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal(err)
		}
		t.Skip("xmllint is not installed (Debian: libxml2-utils)")
	}
	xsd := corpustest.Shared(t, "data/schema/xliff-core-1.2-strict.xsd")
	args := []string{"--noout", "--nonet", "--schema", xsd}
	dir := t.TempDir()
	add := func(b *corpus.Bitext) {
		path := fmt.Sprintf("%s/%d.xlf", dir, len(args))
		if err := os.WriteFile(path, []byte(write(t, b)), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	add(corpustest.Sample())
	add(corpustest.Hostile())
	add(placeholders())
	add(&corpus.Bitext{})
	dated := corpustest.Sample()
	dated.Run.Date = "2025-03-01T10:00:00Z"
	add(dated)
	g := rapid.Custom(corpustest.Draw)
	for seed := range 30 {
		b := g.Example(seed)
		b.Run.Date = ""
		add(b)
	}
	if out, err := exec.Command("xmllint", args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

func TestReadGivesBackWhatWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := corpustest.Draw(t)
		var out bytes.Buffer
		if err := xliff.Write(&out, b, xliff.Options{}); err != nil {
			t.Fatal(err)
		}
		units, err := collect(&out)
		if err != nil {
			t.Fatal(err)
		}
		if len(units) != len(b.Beads) {
			t.Fatalf("%d units of %d beads", len(units), len(b.Beads))
		}
		clean := func(s string) string {
			return strings.Map(func(r rune) rune {
				if r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
					return -1
				}
				return r
			}, s)
		}
		for i, u := range units {
			if u.WasSource != corpus.Fingerprint(u.Source) || u.WasTarget != corpus.Fingerprint(u.Target) {
				t.Fatalf("unit %d shows an edit: %+v", i, u)
			}
			d := &b.Beads[i]
			src, tgt := corpus.TextOf(b.Source.Segments, d.Src), corpus.TextOf(b.Target.Segments, d.Tgt)
			if d.State == corpus.Untranslated {
				tgt = ""
			}
			if u.ID != b.BeadID(d) || u.Source != clean(src) || u.Target != clean(tgt) || u.Approved != (d.State == corpus.Approved) {
				t.Fatalf("unit %d: %+v\nof %q %q %s", i, u, src, tgt, d.State)
			}
		}
	})
}

func TestReadWhatToolsGiveBack(t *testing.T) {
	const head = `<?xml version="1.0" encoding="UTF-8"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:mq="x"><file original="a.txt" source-language="en" target-language="de" datatype="plaintext">
<header><phase-group><phase phase-name="p" process-name="review" contact-name="Ute" date="2025-01-02T03:04:05Z"/></phase-group></header><body>`
	const tail = `</body></file></xliff>`
	for _, tt := range []struct {
		name, unit string
		want       xliff.Unit
	}{
		{"states, approval and phase", `<trans-unit id="1" approved="yes"><source>a</source><target state="final" phase-name="p">b</target></trans-unit>`,
			xliff.Unit{ID: "1", Source: "a", Target: "b", HasTarget: true, State: "final", Approved: true, Reviewer: "Ute", Date: "2025-01-02T03:04:05Z", Translate: true}},
		{"alt-trans, notes and foreign elements are passed over", `<trans-unit id="1"><source>a</source><mq:x><source>no</source></mq:x><note>n</note><alt-trans><source>x</source><target>y</target></alt-trans></trans-unit>`,
			xliff.Unit{ID: "1", Source: "a", Translate: true}},
		{"segmented by a tool", `<trans-unit id="1"><source>A. B.</source><seg-source><mrk mid="1" mtype="seg">A.</mrk> <mrk mid="2" mtype="seg">B.</mrk></seg-source><target><mrk mid="1" mtype="seg">C.</mrk> <mrk mid="2" mtype="seg">D.</mrk></target></trans-unit>`,
			xliff.Unit{ID: "1", Source: "A. B.", Target: "C. D.", HasTarget: true, Translate: true}},
		{"a placeholder that a tool emptied, and one it made an x", `<trans-unit id="1"><source>a <ph id="1">{n}</ph> <ph id="2">%s</ph></source><target><x id="2"/> <ph id="1"/> c <g id="7">d</g></target></trans-unit>`,
			xliff.Unit{ID: "1", Source: "a {n} %s", Target: "%s {n} c d", HasTarget: true, Translate: true}},
		{"character data sections and references", `<trans-unit id="1"><source><![CDATA[<a>]]> &amp; &#233;</source><target>&lt;b&gt;</target></trans-unit>`,
			xliff.Unit{ID: "1", Source: "<a> & é", Target: "<b>", HasTarget: true, Translate: true}},
	} {
		tt.want.File, tt.want.From, tt.want.To, tt.want.Line = "a.txt", "en", "de", 2
		units, err := collect(strings.NewReader(head + tt.unit + tail))
		if err != nil || len(units) != 1 {
			t.Errorf("%s: %d units, %v", tt.name, len(units), err)
			continue
		}
		if diff := cmp.Diff(tt.want, units[0]); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", tt.name, diff)
		}
	}
	text := head + `<trans-unit id="1"><source>ü</source></trans-unit><trans-unit id="1"><source>b</source></trans-unit>` + tail
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.Replace(text, "UTF-8", "UTF-16", 1))
	if err != nil {
		t.Fatal(err)
	}
	units, err := collect(strings.NewReader(wide))
	if err != nil || len(units) != 2 || units[0].Source != "ü" || units[0].Duplicated || !units[1].Duplicated {
		t.Errorf("UTF-16, an id twice: %+v %v", units, err)
	}
}

func TestReadRefuses(t *testing.T) {
	bomb := `<?xml version="1.0"?><!DOCTYPE xliff [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><xliff version="1.2"><file><body><trans-unit id="1"><source>&c;</source></trans-unit></body></file></xliff>`
	for name, tt := range map[string]struct{ text, want string }{
		"version 2.0":    {`<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0"/>`, `"2.0"; recto reads 1.2`},
		"version 1.1":    {`<xliff version="1.1"/>`, `"1.1"`},
		"no version":     {`<xliff/>`, `""`},
		"a TMX":          {`<tmx version="1.4"/>`, "begins with <tmx>"},
		"nothing":        {"", "the file is empty"},
		"an entity bomb": {bomb, "invalid character entity"},
		"cut short":      {"<xliff version=\"1.2\"><file>\n<body><trans-unit id=\"1\"><source>a", "line 2"},
		"too deep":       {`<xliff version="1.2"><file><body><trans-unit><source>` + strings.Repeat("<g>", 300), "256 elements"},
	} {
		_, err := collect(strings.NewReader(tt.text))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q in it", name, err, tt.want)
		}
	}
	if _, err := collect(strings.NewReader(`<xliff version="2.1"/>`)); !errors.Is(err, xliff.ErrVersion) {
		t.Errorf("%v is no ErrVersion", err)
	}
}

// units is a file of n bytes or a little more, made as it is read.
type endless struct {
	left int
	buf  []byte
	n    int
}

func (e *endless) Read(p []byte) (int, error) {
	for len(e.buf) == 0 {
		switch {
		case e.n == 0:
			e.buf = []byte(`<xliff version="1.2"><file original="a" source-language="en" target-language="de" datatype="plaintext"><body>`)
		case e.left > 0:
			e.buf = fmt.Appendf(nil, `<trans-unit id="u%d"><source>%s</source><target>%s</target></trans-unit>`, e.n, sentence, sentence)
		case e.left > -1<<40:
			e.buf = []byte(`</body></file></xliff>`)
			e.left = -1 << 41
		default:
			return 0, io.EOF
		}
		e.n++
		e.left -= len(e.buf)
	}
	n := copy(p, e.buf)
	e.buf = e.buf[n:]
	return n, nil
}

var sentence = strings.Repeat("The harbour opens at six and closes when the last boat is in. ", 60)

func TestALargeFileTakesNoMoreMemory(t *testing.T) {
	var before, after runtime.MemStats
	in, err := xliff.NewReader(&endless{left: 12 << 20})
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	runtime.ReadMemStats(&before)
	n := 0
	for u, err := range in.Units() {
		if err != nil {
			t.Fatal(err)
		}
		if u.Target == "" {
			t.Fatal("no target")
		}
		n++
		if n == 1200 {
			runtime.GC()
			runtime.ReadMemStats(&after)
		}
	}
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); n < 1500 || grown > 4<<20 {
		t.Errorf("%d units, the heap grew by %d bytes", n, grown)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(write(f, corpustest.Sample())))
	f.Add([]byte(write(f, corpustest.Hostile())))
	f.Add([]byte(write(f, placeholders())))
	f.Fuzz(func(t *testing.T, data []byte) {
		units, err := collect(bytes.NewReader(data))
		if err != nil {
			return
		}
		for _, u := range units {
			if strings.ContainsRune(u.Source+u.Target, 0) {
				t.Fatal("a NUL came through")
			}
		}
	})
}
