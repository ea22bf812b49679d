package repair_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/pipeline/repair"
)

func fix(t testing.TB, lang, text string) *repair.Result {
	t.Helper()
	res, err := repair.Repair(context.Background(), corpus.NewSource("t.txt", text, "utf-8"), repair.Options{Language: lang})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// The document that recto began with, where the data folder is at hand.
func TestSeedComesOutWordForWord(t *testing.T) {
	dir := os.Getenv("RECTO_SHARED")
	if dir == "" {
		dir = "../../../shared"
	}
	dir = filepath.Join(dir, "data", "seed")
	damaged, err := os.ReadFile(filepath.Join(dir, "kazakhstan.fr.txt"))
	if err != nil {
		t.Skip("no data folder beside the repository")
	}
	gold, err := os.ReadFile(filepath.Join(dir, "kazakhstan.fr.gold.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(gold), repair.Text(fix(t, "fr", string(damaged)).Paragraphs)); diff != "" {
		t.Error(diff)
	}
}
