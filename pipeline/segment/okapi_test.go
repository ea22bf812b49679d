//go:build torture

package segment_test

import (
	"archive/zip"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/segment"
)

// okapi compiles the peer once and gives a function that cuts by an SRX file.
func okapi(t *testing.T) (cut func(file string, cases []langCase) [][]string, jars string) {
	t.Helper()
	for _, program := range []string{"java", "javac", "mvn"} {
		if _, err := exec.LookPath(program); err != nil {
			if os.Getenv("CI") != "" {
				t.Fatalf("%s is missing", program)
			}
			t.Skipf("%s is missing", program)
		}
	}
	dir := t.TempDir()
	pom, err := filepath.Abs("testdata/okapi/pom.xml")
	if err != nil {
		t.Fatal(err)
	}
	jars = filepath.Join(dir, "lib")
	run := func(in, name string, args ...string) string {
		cmd := exec.Command(name, args...)
		cmd.Stdin = strings.NewReader(in)
		var errs strings.Builder
		cmd.Stderr = &errs
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: %v\n%s%s", name, err, out, errs.String())
		}
		return string(out)
	}
	run("", "mvn", "-q", "-B", "-f", pom, "dependency:copy-dependencies", "-DoutputDirectory="+jars)
	run("", "javac", "-cp", filepath.Join(jars, "*"), "-d", dir, "testdata/okapi/Cut.java")
	return func(file string, cases []langCase) [][]string {
		var in strings.Builder
		for _, c := range cases {
			in.WriteString(c.lang + "\t" + c.text + "\n")
		}
		out := run(in.String(), "java", "-cp", filepath.Join(jars, "*")+string(os.PathListSeparator)+dir, "Cut", file)
		var all [][]string
		for block := range strings.SplitSeq(strings.TrimSuffix(out, "\n\n"), "\n\n") {
			all = append(all, strings.Split(block, "\n"))
		}
		if len(all) != len(cases) {
			t.Fatalf("%d answers for %d cases", len(all), len(cases))
		}
		return all
	}, jars
}

// rulesOfOkapi are the default rules that Okapi ships: thousands, in its own
// dialect.
func rulesOfOkapi(t *testing.T, jars string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(jars, "okapi-lib-segmentation-*.jar"))
	if err != nil || len(found) != 1 {
		t.Fatalf("jars %v: %v", found, err)
	}
	z, err := zip.OpenReader(found[0])
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	f, err := z.Open("net/sf/okapi/lib/segmentation/defaultSegmentation.srx")
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "default.srx")
	if err := os.WriteFile(file, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestOkapiCutsTheSame: recto's rules go out, and Okapi cuts by them as recto
// does; rules of others come in, and recto cuts by them as Okapi does.
func TestOkapiCutsTheSame(t *testing.T) {
	cutByOkapi, jars := okapi(t)
	cases := everyCase(t)

	exported := filepath.Join(t.TempDir(), "recto.srx")
	f, err := os.Create(exported)
	if err != nil {
		t.Fatal(err)
	}
	if err := segment.ExportSRX(f); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	same := 0
	for i, theirs := range cutByOkapi(exported, cases) {
		own := split(t, cases[i].lang, cases[i].text)
		if strings.Join(own, "\n") == strings.Join(theirs, "\n") {
			same++
			continue
		}
		t.Logf("recto's rules, %s\nrecto %q\nokapi %q", cases[i].lang, own, theirs)
	}
	t.Logf("by recto's rules %d of %d cases are the same", same, len(cases))
	if same*20 < len(cases)*19 {
		t.Errorf("by recto's rules %d of %d cases are the same, want 19 of 20", same, len(cases))
	}

	for _, file := range []string{"testdata/okapi/rules.srx", rulesOfOkapi(t, jars)} {
		rules, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, theirs := range cutByOkapi(file, cases) {
			if cases[i].lang == "el" {
				continue // ICU knows that ; asks in Greek, which UAX 29 leaves to it
			}
			s, err := segment.New(cases[i].lang, segment.Options{SRX: string(rules)})
			if err != nil {
				t.Fatal(err)
			}
			spans, err := s.Split(cases[i].text)
			if err != nil {
				t.Fatal(err)
			}
			var own []string
			for _, span := range spans {
				own = append(own, cases[i].text[span.From:span.To])
			}
			if strings.Join(own, "\n") != strings.Join(theirs, "\n") {
				t.Errorf("by %s, %s\nrecto %q\nokapi %q", filepath.Base(file), cases[i].lang, own, theirs)
			}
		}
	}
}
