package repair_test

import (
	"context"
	"testing"

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

func TestAWordWithASpaceInItIsPutTogether(t *testing.T) {
	for text, want := range map[string]string{
		"Le gouver nement a répondu au maire le même jour.":                                        "Le gouvernement a répondu au maire le même jour.",
		"La maison Gouver nement est fermée, a dit Gouver lui-même, et nul ne connaît Gouver ici.": "La maison Gouver nement est fermée, a dit Gouver lui-même, et nul ne connaît Gouver ici.",
		"Le gouver nement a répondu au maire, mais le maire a écrit encore au gouver nement.":      "Le gouvernement a répondu au maire, mais le maire a écrit encore au gouvernement.",
	} {
		if got := repair.Text(fix(t, "fr", text+"\n").Paragraphs); got != want+"\n" {
			t.Errorf("%q reads %q, want %q", text, got, want)
		}
	}
}
