//go:build torture

package export_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/corpus/corpustest"
	"github.com/recto/recto/corpus/tmx"
	"github.com/recto/recto/corpus/xliff"
	"github.com/recto/recto/internal/export"
)

// The real tools of translators, fetched by their own package managers: Maven
// for Okapi and OmegaT, pip for openpyxl.

// missing skips a test for want of a program, and fails it in CI.
func missing(t *testing.T, format string, args ...any) {
	t.Helper()
	if os.Getenv("CI") != "" {
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}

// bitexts are what the tools have to take.
func bitexts() map[string]*corpus.Bitext {
	out := map[string]*corpus.Bitext{"sample.txt": corpustest.Sample(), "hostile.txt": corpustest.Hostile()}
	out["chinese.txt"], out["hebrew.txt"] = corpustest.Chinese(), corpustest.Hebrew()
	large := [][2]string{}
	for i := range 3000 {
		large = append(large, [2]string{fmt.Sprintf("La phrase numéro %d & <suite> %%d.", i), fmt.Sprintf("La frase número %d & <más> %%d.", i)})
	}
	out["large.txt"] = corpustest.Pair("fr", "es", large...)
	for name, b := range out {
		b.Source.Name = name
	}
	return out
}

func classpath(t *testing.T, tool string) string {
	t.Helper()
	for _, program := range []string{"mvn", "javac", "java"} {
		if _, err := exec.LookPath(program); err != nil {
			missing(t, "%s is not installed (Debian: maven, default-jdk-headless)", program)
		}
	}
	out := filepath.Join(t.TempDir(), "classpath")
	cmd := exec.Command("mvn", "-q", "-B", "-f", filepath.Join("testdata", tool, "pom.xml"), "dependency:build-classpath", "-Dmdep.outputFile="+out)
	if log, err := cmd.CombinedOutput(); err != nil {
		missing(t, "Maven does not get %s: %v\n%s", tool, err, log)
	}
	path, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return string(path)
}

func run(t *testing.T, name string, args ...string) (stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s\n%s", name, err, out.String(), errs.String())
	}
	return out.String(), errs.String()
}

func units(t *testing.T, path string) []xliff.Unit {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in, err := xliff.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out []xliff.Unit
	for u, err := range in.Units() {
		if err != nil {
			t.Fatal(err)
		}
		u.Line = 0 // a tool may break lines elsewhere
		out = append(out, u)
	}
	return out
}

func pairs(t *testing.T, path, from, to string) []string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	in, err := tmx.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for u, err := range in.Units() {
		if err != nil {
			t.Fatal(err)
		}
		p, ok := u.Pair(from, to)
		if !ok {
			t.Fatalf("%s: unit %s has not both languages", path, u.ID)
		}
		out = append(out, fmt.Sprintf("%s | %s | machine %v", p.Source.Text, p.Target.Text, p.Machine))
	}
	return out
}

func TestOkapiReadsWithoutAWarningAndGivesBackTheSame(t *testing.T) {
	path := classpath(t, "okapi")
	classes := t.TempDir()
	run(t, "javac", "-cp", path, "-d", classes, filepath.Join("testdata", "okapi", "RoundTrip.java"))
	dir := t.TempDir()
	for name, b := range bitexts() {
		names, err := export.Write(context.Background(), dir, b, []export.Format{export.XLIFF, export.TMX}, export.Options{})
		if err != nil {
			t.Fatal(err)
		}
		xlf, mem := filepath.Join(dir, names[0]), filepath.Join(dir, names[1])
		_, log := run(t, "java", "-cp", path+string(os.PathListSeparator)+classes, "RoundTrip", b.Source.Language, b.Target.Language, xlf, mem)
		if strings.Contains(log, "WARN") || strings.Contains(log, "ERROR") {
			t.Errorf("%s: Okapi says\n%s", name, log)
		}
		after := units(t, xlf+".out")
		for i := range after {
			if b.Beads[i].State == corpus.Untranslated && after[i].Target == after[i].Source {
				after[i].Target, after[i].HasTarget = "", false // Okapi writes the source where nobody translated
			}
		}
		if diff := cmp.Diff(units(t, xlf), after); diff != "" {
			t.Errorf("%s: XLIFF through Okapi (-before +after)\n%s", name, diff)
		}
		if diff := cmp.Diff(pairs(t, mem, b.Source.Language, b.Target.Language), pairs(t, mem+".out", b.Source.Language, b.Target.Language)); diff != "" {
			t.Errorf("%s: TMX through Okapi (-before +after)\n%s", name, diff)
		}
	}
}

// omegatProject makes an empty project of OmegaT's for the languages of a bitext.
func omegatProject(t *testing.T, b *corpus.Bitext) string {
	t.Helper()
	project := t.TempDir()
	for _, d := range []string{"source", "target", "tm", "omegat", "glossary", "dictionary"} {
		if err := os.Mkdir(filepath.Join(project, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	settings, err := os.ReadFile(filepath.Join("testdata", "omegat", "omegat.project"))
	if err != nil {
		t.Fatal(err)
	}
	settings = bytes.Replace(bytes.Replace(settings, []byte("FROM"), []byte(b.Source.Language), 1), []byte("TO"), []byte(b.Target.Language), 1)
	if err := os.WriteFile(filepath.Join(project, "omegat.project"), settings, 0o644); err != nil {
		t.Fatal(err)
	}
	return project
}

// A machine's unit is no full match in OmegaT, wherever its memory lies; what a
// person wrote or approved is one.
func TestOmegaTTakesNoMachineForAPerson(t *testing.T) {
	path := classpath(t, "omegat")
	classes := t.TempDir()
	run(t, "javac", "-cp", path, "-d", classes, filepath.Join("testdata", "omegat", "Matches.java"))
	b := corpustest.Pair("fr", "es",
		[2]string{"Le pont est ouvert depuis hier matin.", "El puente está abierto desde ayer por la mañana."},
		[2]string{"Le marché reste fermé toute la semaine.", "El mercado permanece cerrado toda la semana."},
		[2]string{"Les bateaux attendent dans le bassin.", "Los barcos esperan en la dársena."})
	b.Source.Name = "origins.txt"
	b.Beads[0].Origin = corpus.Origin{Kind: corpus.OriginMachine, Engine: "openai"}
	b.Beads[1].Origin = corpus.Origin{Kind: corpus.OriginHuman}
	b.Beads[2].Origin, b.Beads[2].State = corpus.Origin{Kind: corpus.OriginPerson}, corpus.Approved
	for _, folder := range []string{"tm", "tm/mt", "tm/penalty-40"} {
		project := omegatProject(t, b)
		if _, err := export.Write(context.Background(), filepath.Join(project, folder), b, []export.Format{export.TMX}, export.Options{}); err != nil {
			t.Fatal(err)
		}
		args := []string{"-Djava.awt.headless=true", "-cp", path + string(os.PathListSeparator) + classes, "Matches", project, t.TempDir()}
		for _, s := range b.Source.Segments {
			args = append(args, s.Text)
		}
		out, log := run(t, "java", args...)
		var scores []int
		for line := range strings.Lines(out) {
			if fields := strings.Split(strings.TrimSpace(line), "\t"); len(fields) == 4 && fields[0] == "MATCH" {
				n := 0
				fmt.Sscan(fields[2], &n)
				scores = append(scores, n)
			}
		}
		t.Logf("%s: machine, human, approved: %v %%", folder, scores)
		if len(scores) != 3 || scores[0] >= 100 || folder != "tm/penalty-40" && (scores[1] != 100 || scores[2] != 100) {
			t.Errorf("%s: %v\n%s\n%s", folder, scores, out, log)
		}
	}
}

func TestOmegaTOpensXLIFFAndTMX(t *testing.T) {
	path := classpath(t, "omegat")
	for name, b := range bitexts() {
		project := omegatProject(t, b)
		xlf, err := export.Write(context.Background(), filepath.Join(project, "source"), b, []export.Format{export.XLIFF}, export.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := export.Write(context.Background(), filepath.Join(project, "tm"), b, []export.Format{export.TMX}, export.Options{}); err != nil {
			t.Fatal(err)
		}
		home := t.TempDir()
		log, errs := run(t, "java", "-Djava.awt.headless=true", "-Duser.home="+home, "-cp", path, "org.omegat.Main", project, "--mode=console-translate", "--config-dir="+home)
		log += errs
		if !strings.Contains(log, "TMXR_INFO_READING_COMPLETE") || strings.Contains(log, "Exception") || strings.Contains(log, "TMXR_WARNING") || strings.Contains(log, "TMXR_ERROR") {
			t.Errorf("%s: OmegaT says\n%s", name, log)
		}
		before, after := units(t, filepath.Join(project, "source", xlf[0])), units(t, filepath.Join(project, "target", xlf[0]))
		if len(before) != len(after) {
			t.Fatalf("%s: %d units came back of %d", name, len(after), len(before))
		}
		for i := range before {
			a, z := before[i], after[i]
			if a.Target == "" {
				z.Target, z.HasTarget, z.State = "", a.HasTarget, a.State // OmegaT writes the source where nobody translated
			}
			if a.ID != z.ID || a.Source != z.Source || corpus.AnchorText(a.Target) != corpus.AnchorText(z.Target) || a.WasSource != z.WasSource {
				t.Errorf("%s: unit %s came back as %+v, was %+v", name, a.ID, z, a)
			}
		}
	}
}

// openpyxl is a reader of tables that has nothing in common with the writer.
const readTable = `
import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sheet = book["translation"]
rows = [[c.value for c in row[:3]] for row in sheet.iter_rows(min_row=2)]
kinds = sorted({c.data_type for row in sheet.iter_rows(min_row=2) for c in row[:3] if c.value is not None})
print(json.dumps({"rows": rows, "kinds": kinds, "frozen": sheet.freeze_panes, "hidden": sheet.column_dimensions["I"].hidden, "wrap": sheet["B2"].alignment.wrap_text, "order": sheet["C2"].alignment.readingOrder}))
`

func TestAnotherReaderOpensTheTable(t *testing.T) {
	venv := filepath.Join(t.TempDir(), "venv")
	if out, err := exec.Command("python3", "-m", "venv", venv).CombinedOutput(); err != nil {
		missing(t, "python3 -m venv: %v\n%s", err, out)
	}
	if out, err := exec.Command(filepath.Join(venv, "bin", "pip"), "install", "-q", "openpyxl==3.1.5").CombinedOutput(); err != nil {
		missing(t, "pip install openpyxl: %v\n%s", err, out)
	}
	dir := t.TempDir()
	for name, b := range bitexts() {
		names, err := export.Write(context.Background(), dir, b, []export.Format{export.XLSX}, export.Options{})
		if err != nil {
			t.Fatal(err)
		}
		out, errs := run(t, filepath.Join(venv, "bin", "python"), "-c", readTable, filepath.Join(dir, names[0]))
		if errs != "" {
			t.Errorf("%s: openpyxl says %s", name, errs)
		}
		var got struct {
			Rows   [][]*string
			Kinds  []string
			Frozen string
			Hidden bool
			Wrap   bool
			Order  float64
		}
		if err := json.Unmarshal([]byte(out), &got); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		wantOrder := 1.0
		if b.Target.Language == "he" || b.Target.Language == "ar" {
			wantOrder = 2
		}
		if fmt.Sprint(got.Kinds) != "[s]" && fmt.Sprint(got.Kinds) != "[inlineStr]" || got.Frozen != "A2" || !got.Hidden || !got.Wrap || got.Order != wantOrder || len(got.Rows) != len(b.Beads) {
			t.Errorf("%s: %v %s hidden %v wrap %v order %v, %d rows", name, got.Kinds, got.Frozen, got.Hidden, got.Wrap, got.Order, len(got.Rows))
		}
		for i, row := range got.Rows {
			want := corpus.TextOf(b.Source.Segments, b.Beads[i].Src)
			if name == "hostile.txt" {
				want = strings.NewReplacer("\a", "", "\x00", "", "\x1b", "", "\ufffe", "", "_x000D_", "_x005F_x000D_").Replace(want) // openpyxl leaves Excel's escape

			}
			if row[1] == nil || *row[1] != want {
				t.Errorf("%s row %d: %q, want %q", name, i+2, deref(row[1]), want)
			}
		}
	}
}

func deref(s *string) string {
	if s == nil {
		return "nothing"
	}
	return *s
}
