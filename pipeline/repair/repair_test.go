package repair_test

import (
	"context"
	"strings"
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

// A word that may be two is one, but for texts whose words surely were glued: Spanish hangs
// "la" on what is done, and no list has all of that.
func TestAWordIsPartedWhereThatIsSure(t *testing.T) {
	const sound = "El capitán quería olvidarla para siempre y no volver nunca al puerto del norte."
	const glued = "El barco salió temprano del puertoy volvió conlos pescadores del pueblo, pues lanoche era oscura."
	for text, want := range map[string]string{
		sound:                   sound,
		"La casa esde mi padre": "La casa es de mi padre",
		"El barco fue alfin del mundo y volvió.":                                  "El barco fue alfin del mundo y volvió.",
		"El barco salió deuna isla.\n\nParó en elpueblo.\n\nFue alfin del mundo.": "El barco salió de una isla.\n\nParó en el pueblo.\n\nFue al fin del mundo.",
		glued: "El barco salió temprano del puerto y volvió con los pescadores del pueblo, pues la noche era oscura.",
	} {
		if got := repair.Text(fix(t, "es", text+"\n").Paragraphs); got != want+"\n" {
			t.Errorf("%q reads %q, want %q", text, got, want)
		}
	}
}

// A reader that saw no spaces between words leaves none: they are put in, and what was glued
// is no mark of a phrase that moved.
func TestATextWithoutSpaces(t *testing.T) {
	const right = "The keeper of the lighthouse went down to the quay and asked the miller for his cart, but nobody " +
		"had seen it since the storm. They looked for it behind the house and in the old mill, and found it at last in the water under the bridge."
	var came strings.Builder
	for i, w := range strings.Fields(right) {
		if i > 0 && i%14 == 0 {
			came.WriteByte('\n')
		}
		came.WriteString(w)
	}
	res := fix(t, "en", came.String()+"\n")
	if got := repair.Text(res.Paragraphs); got != right+"\n" {
		t.Errorf("reads %q", got)
	}
	if len(res.Warnings) != 1 || !strings.Contains(res.Warnings[0], "no space between them") {
		t.Errorf("warnings %q", res.Warnings)
	}
	if len(res.Paragraphs) > 0 && len(res.Paragraphs[0].Moves) > 0 {
		t.Error("a phrase moved")
	}
}
