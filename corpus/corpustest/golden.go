package corpustest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Golden compares with testdata/name. GOLDEN=write in the environment writes it
// anew: read the difference before you commit it.
func Golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("GOLDEN") == "write" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s: (-golden +got)\n%s", path, diff)
	}
}

// Shared finds a file of the data that developers have beside the repository
// (RECTO_SHARED overrules the place) and skips the test where it is missing.
func Shared(t testing.TB, path string) string {
	t.Helper()
	if dir := os.Getenv("RECTO_SHARED"); dir != "" {
		return mustExist(t, filepath.Join(dir, path))
	}
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return mustExist(t, filepath.Join(filepath.Dir(dir), "shared", path))
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
}

func mustExist(t testing.TB, path string) string {
	t.Helper()
	if _, err := os.Stat(path); err != nil {
		t.Skipf("data of the developers is not there: %v", err)
	}
	return path
}
