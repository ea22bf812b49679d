package jsonl_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/jsonschema-go/jsonschema"
	"pgregory.net/rapid"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/corpus/corpustest"
	"github.com/recto/recto/corpus/jsonl"
)

func write(t testing.TB, b *corpus.Bitext) string {
	t.Helper()
	var out bytes.Buffer
	if err := jsonl.Write(&out, b); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestWriteGolden(t *testing.T) {
	corpustest.Golden(t, "sample.jsonl", write(t, corpustest.Sample()))
	corpustest.Golden(t, "hostile.jsonl", write(t, corpustest.Hostile()))
}

func TestSourceSegmentsRebuildFromTheirPieces(t *testing.T) {
	b, err := jsonl.Read(strings.NewReader(write(t, corpustest.Sample())))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range b.Source.Segments {
		if got := corpus.Join(corpustest.SampleText, s.Pieces); got != s.Text {
			t.Errorf("%s: pieces render %q, text is %q", s.ID, got, s.Text)
		}
	}
}

func schema(t testing.TB) *jsonschema.Resolved {
	t.Helper()
	var s jsonschema.Schema
	if err := json.Unmarshal([]byte(jsonl.Schema), &s); err != nil {
		t.Fatal(err)
	}
	r, err := s.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func valid(r *jsonschema.Resolved, line string) error {
	var v any
	if err := json.Unmarshal([]byte(line), &v); err != nil {
		return err
	}
	return r.Validate(v)
}

func TestEveryLineIsValidAgainstTheSchema(t *testing.T) {
	r := schema(t)
	check := func(t interface{ Fatalf(string, ...any) }, text string) {
		for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
			if err := valid(r, line); err != nil {
				t.Fatalf("line %d: %v\n%s", i+1, err, line)
			}
		}
	}
	check(t, write(t, corpustest.Sample()))
	check(t, write(t, corpustest.Hostile()))
	rapid.Check(t, func(rt *rapid.T) {
		check(rt, write(t, corpustest.Draw(rt)))
	})
}

func TestSchemaRefuses(t *testing.T) {
	r := schema(t)
	for name, line := range map[string]string{
		"another version":   `{"type":"header","version":"recto/2","source":{"language":"fr"},"target":{"language":"es"}}`,
		"a bead of one id":  `{"type":"bead","source":"p1.s1","target":[],"score":1}`,
		"a score of two":    `{"type":"bead","source":["p1.s1"],"target":[],"score":2}`,
		"a negative offset": `{"type":"segment","id":"p1.s1","side":"source","text":"a","pieces":[{"from":-1,"to":2,"before":""}]}`,
		"text before":       `{"type":"segment","id":"p1.s1","side":"source","text":"a","pieces":[{"from":1,"to":2,"before":"x"}]}`,
		"no type":           `{"id":"p1"}`,
	} {
		if valid(r, line) == nil {
			t.Errorf("%s is valid: %s", name, line)
		}
	}
	if err := valid(r, `{"type":"bead","source":[],"target":["p1.s1"],"score":0.5,"new":{"a":1}}`); err != nil {
		t.Errorf("an unknown field is refused: %v", err)
	}
}

func TestReadGivesBackWhatWasWritten(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := corpustest.Draw(rt)
		text := write(t, b)
		got, err := jsonl.Read(strings.NewReader(text))
		if err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(b, got); diff != "" {
			rt.Fatalf("(-written +read)\n%s", diff)
		}
		if again := write(t, got); again != text {
			rt.Fatalf("other bytes:\n%s\n%s", text, again)
		}
	})
}

func TestUnknownFieldsAndLinesAreKept(t *testing.T) {
	text := `{"type":"header","version":"recto/1","source":{"language":"fr","new_in_side":[1.50,{"a":null}]},"target":{"language":"es"},"new":true}
{"type":"paragraph","id":"p1","side":"source","text":"a","moves":[{"from":0,"to":1,"at":0,"line_from":0,"line_to":1,"line":1,"posterior":1,"why_new":"x"}]}
{"type":"segment","id":"p1.s1","side":"source","paragraph":"p1","text":"a","n":12345678901234567890}
{"type":"chapter","id":"c1"}
{"type":"bead","source":["p1.s1"],"target":[],"score":1,"mood":"<good>"}
`
	b, err := jsonl.Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	b.Beads[0].Reason = "changed since"
	got := write(t, b)
	for _, want := range []string{`"new_in_side":[1.50,{"a":null}]`, `"new":true`, `"why_new":"x"`, `"n":12345678901234567890`, `{"type":"chapter","id":"c1"}`, `"mood":"<good>"`, `"reason":"changed since"`} {
		if !strings.Contains(got, want) {
			t.Errorf("lost %s in\n%s", want, got)
		}
	}
	again, err := jsonl.Read(strings.NewReader(got))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b.Foreign, again.Foreign); diff != "" {
		t.Errorf("(-first +second)\n%s", diff)
	}
}

func TestReadRefuses(t *testing.T) {
	const head = `{"type":"header","version":"recto/1","source":{"language":"fr"},"target":{"language":"es"}}` + "\n"
	const seg = `{"type":"segment","id":"a","side":"source","text":"x"}` + "\n"
	for _, tt := range []struct{ name, text, want string }{
		{"an empty file", "", "header line is missing"},
		{"no header", seg, "line 1: a \"segment\" before the header"},
		{"two headers", head + head, "line 2: a second header"},
		{"another version", strings.Replace(head, "recto/1", "recto/9", 1), "recto/9"},
		{"no JSON", head + "hello\n", "line 2: not a JSON object"},
		{"bad UTF-8", head + "{\"type\":\"\xff\"}\n", "line 2: not valid UTF-8"},
		{"an id twice", head + seg + seg, `line 3: source segment: id "a" is empty or taken`},
		{"a bead to nowhere", head + seg + `{"type":"bead","source":["b"],"target":[],"score":1}`, `line 3: bead: there is no source segment "b"`},
		{"a segment in two beads", head + seg + strings.Repeat(`{"type":"bead","source":["a"],"target":[],"score":1}`+"\n", 2), "stands in 2 beads"},
		{"cut short", head + seg, "stands in 0 beads, not in one: is the file cut short?"},
		{"a piece backwards", head + `{"type":"segment","id":"a","side":"source","text":"x","pieces":[{"from":5,"to":2,"before":""}]}`, "piece from 5 to 2"},
		{"a side unknown", head + `{"type":"segment","id":"a","side":"left","text":"x"}`, "side is \"left\""},
		{"a hash too short", strings.Replace(head, `"language":"fr"`, `"language":"fr","sha256":"12"`, 1), "64 hexadecimal digits"},
	} {
		_, err := jsonl.Read(strings.NewReader(tt.text))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %q in it", tt.name, err, tt.want)
		}
	}
	_, err := jsonl.Read(strings.NewReader(strings.Replace(head, "recto/1", "recto/9", 1)))
	if !errors.Is(err, jsonl.ErrVersion) {
		t.Errorf("%v is no ErrVersion", err)
	}
}

func TestWriteRefusesWhatCouldNotBeRead(t *testing.T) {
	for name, spoil := range map[string]func(*corpus.Bitext){
		"a segment twice in beads": func(b *corpus.Bitext) { b.Beads[0].Src = []int{0, 1} },
		"a segment in no bead":     func(b *corpus.Bitext) { b.Beads = b.Beads[:2] },
		"a bead out of range":      func(b *corpus.Bitext) { b.Beads[0].Tgt = []int{99} },
		"an id twice":              func(b *corpus.Bitext) { b.Source.Segments[1].ID = "p1.s1" },
		"a paragraph out of range": func(b *corpus.Bitext) { b.Source.Segments[1].Para = 77 },
	} {
		b := corpustest.Sample()
		spoil(b)
		if err := jsonl.Write(&bytes.Buffer{}, b); err == nil {
			t.Errorf("%s is written", name)
		}
	}
}

func TestOverridesAndControlsAreEscapedAndComeBack(t *testing.T) {
	b := corpustest.Pair("en", "he", [2]string{"a\u202eb\u2066c\u009b\u007f\u200fd — é", "x"})
	text := write(t, b)
	if strings.ContainsAny(text, "\u202e\u2066\u009b\u007f") || !strings.Contains(text, "\u200fd — é") {
		t.Errorf("overrides stand in the file, or more was escaped: %q", text)
	}
	got, err := jsonl.Read(strings.NewReader(text))
	if err != nil || got.Source.Segments[0].Text != b.Source.Segments[0].Text {
		t.Errorf("read %q, %v", got.Source.Segments[0].Text, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(write(f, corpustest.Sample())))
	f.Add([]byte(write(f, corpustest.Hostile())))
	f.Add([]byte(`{"type":"header","version":"recto/1","x":[{}],"source":{"language":"fr"},"target":{}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := jsonl.Read(bytes.NewReader(data))
		if err != nil {
			return
		}
		// What was read can be written, and then stays as it is.
		first := write(t, b)
		again, err := jsonl.Read(strings.NewReader(first))
		if err != nil {
			t.Fatalf("%v\n%s", err, first)
		}
		if second := write(t, again); second != first {
			t.Fatalf("not stable:\n%s\n%s", first, second)
		}
	})
}

// fill sets every field that it can reach to something that is not zero, so
// that a field that a noun gains and the format does not shows.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("text %d", *n))
	case reflect.Int:
		v.SetInt(int64(*n))
	case reflect.Float64:
		v.SetFloat(1 / float64(*n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Uint8:
		v.SetUint(uint64(*n % 200))
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), n)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), n)
		}
	default:
		panic(v.Kind())
	}
}

func TestNoFieldOfANounIsLost(t *testing.T) {
	b := &corpus.Bitext{}
	n := 0
	fill(reflect.ValueOf(b).Elem(), &n)
	for _, s := range []*corpus.Side{&b.Source, &b.Target} {
		s.Segments[0].Para = 0
		for _, pieces := range [][]corpus.Piece{s.Segments[0].Pieces, s.Paragraphs[0].Pieces} {
			pieces[0].From, pieces[0].To = 1, 2
		}
	}
	b.Beads[0].Src, b.Beads[0].Tgt = []int{0}, []int{0}
	b.Foreign = []corpus.Foreign{{JSON: `{"type":"new"}`}}
	got, err := jsonl.Read(strings.NewReader(write(t, b)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b, got); diff != "" {
		t.Errorf("(-written +read)\n%s", diff)
	}
}
