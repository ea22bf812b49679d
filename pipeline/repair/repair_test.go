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
