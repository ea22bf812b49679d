package tmx_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/recto/recto/corpus/tmx"
)

func TestUnitsComeBack(t *testing.T) {
	want := []tmx.Unit{
		{ID: "1", Origin: "confirmed", File: "a.txt", Source: "fr", Variants: []tmx.Variant{{Lang: "fr", Text: "un <b>"}, {Lang: "es", Text: "uno <b>", Author: "Ana", Date: "2026-01-02T03:04:05Z"}}},
		{ID: "2", Origin: "machine", Machine: true, Source: "de", Variants: []tmx.Variant{{Lang: "de", Text: "zwei"}, {Lang: "zh-Hant", Text: "二"}}},
	}
	var b strings.Builder
	if err := tmx.WriteUnits(&b, func(yield func(tmx.Unit, error) bool) {
		for _, u := range want {
			if !yield(u, nil) {
				return
			}
		}
	}, "recto 0.1.0"); err != nil {
		t.Fatal(err)
	}
	got := units(t, b.String())
	for i := range got {
		got[i].Line = 0
		for k := range got[i].Variants {
			if v := &got[i].Variants[k]; v.Machine {
				v.Machine, v.Author = false, ""
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	boom := errors.New("boom")
	if err := tmx.WriteUnits(&b, func(yield func(tmx.Unit, error) bool) { yield(tmx.Unit{}, boom) }, "recto 0"); !errors.Is(err, boom) {
		t.Errorf("error %v", err)
	}
}
