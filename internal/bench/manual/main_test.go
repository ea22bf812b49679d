package main

import (
	"os"
	"path/filepath"
	"testing"
)

const page = `<html><head><title>The quay</title></head><body>
<div class="navheader">Back to the harbour and on to the town again</div>
<p>The keeper of the <b>lamp</b>house lit it every evening at six.</p><p>Nobody
knew that he was asleep by ten, when the boats came.</p>
<dl><dt>bell</dt><dd>Rung by hand in the fog of November mornings, they say.</dd></dl>
<pre>light the lamp and go to bed at ten</pre></body></html>`

func words(paragraphs ...string) []word {
	var out []word
	for i, p := range paragraphs {
		for _, w := range split(p) {
			out = append(out, word{text: w, block: i})
		}
	}
	return out
}

func TestWhatIsCounted(t *testing.T) {
	file := filepath.Join(t.TempDir(), "quay.html")
	if err := os.WriteFile(file, []byte(page), 0o644); err != nil {
		t.Fatal(err)
	}
	truth, err := parse([]string{file})
	if err != nil {
		t.Fatal(err)
	}
	const first, second, third = "The keeper of the lamphouse lit it every evening at six.", "Nobody knew that he was asleep by ten, when the boats came.", "bell Rung by hand in the fog of November mornings, they say."
	for _, c := range []struct {
		name string
		got  []word
		want count
	}{
		{"as it is", words(first, second, third, "light the lamp and go to bed at ten"), count{right: 3}},
		{"two in one", words(first+" "+second, third), count{right: 1, missed: 1}},
		{"one in two", words("The keeper of the lamphouse lit", "it every evening at six.", second, third), count{right: 2, extra: 1}},
		{"in the code", words(first, second, third, "light the lamp and", "go to bed at ten"), count{right: 3}},
	} {
		if got := boundaries(truth, c.got, 0); got != c.want {
			t.Errorf("%s: %+v, not %+v", c.name, got, c.want)
		}
	}
	text := "The keeper of the lamp-\nhouse lit it every even-\ning at six."
	for form, want := range map[string]int{"lamphouse": 0, "lamp-house": 1} {
		if cuts, wrong := hyphens(text, truth, words("The keeper of the "+form+" lit it every evening at six.")); cuts != 2 || wrong != want {
			t.Errorf("%s: %d cuts, %d wrong", form, cuts, wrong)
		}
	}
}
