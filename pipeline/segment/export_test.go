package segment_test

import (
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/segment"
)

// TestExportedRulesCutTheSame reads recto's rules back as SRX, and cuts the
// cases of every language by both.
func TestExportedRulesCutTheSame(t *testing.T) {
	var file strings.Builder
	if err := segment.ExportSRX(&file); err != nil {
		t.Fatal(err)
	}
	same, all := 0, 0
	for _, c := range everyCase(t) {
		own := split(t, c.lang, c.text)
		cut, err := segment.New(c.lang, segment.Options{SRX: file.String()})
		if err != nil {
			t.Fatal(err)
		}
		spans, err := cut.Split(c.text)
		if err != nil {
			t.Fatal(err)
		}
		var theirs []string
		for _, s := range spans {
			theirs = append(theirs, c.text[s.From:s.To])
		}
		all++
		if strings.Join(own, "\n") == strings.Join(theirs, "\n") {
			same++
			continue
		}
		t.Logf("%s\nown %q\nsrx %q", c.lang, own, theirs)
	}
	if all == 0 || same*20 < all*19 {
		t.Errorf("%d of %d cases are cut the same, want 19 of 20", same, all)
	}
}

func TestExportOfSomeLanguages(t *testing.T) {
	var some, none strings.Builder
	if err := segment.ExportSRX(&some, "fr-BE", "no"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`languagerulename="fr"`, `languagerulename="nb"`, `languagepattern=".*"`} {
		if !strings.Contains(some.String(), want) {
			t.Errorf("no %s in the rules for fr and no", want)
		}
	}
	if strings.Contains(some.String(), `languagerulename="de"`) {
		t.Error("German rules, not asked for")
	}
	// A language without a folder has what holds everywhere.
	if err := segment.ExportSRX(&none, "xx"); err != nil || strings.Count(none.String(), "<languagerule ") != 1 {
		t.Errorf("rules for an unknown language: %v\n%.300s", err, none.String())
	}
}
