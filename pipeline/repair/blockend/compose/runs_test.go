package compose

import (
	"reflect"
	"testing"
)

func TestRuns(t *testing.T) {
	d := Document{HTML: "<!doctype html><style>.r{position:relative}</style><p>One <b class=r>two &amp; three</b>, four</p><p class='r stays'>Fig. 1</p>"}
	want := []Run{{Text: "One "}, {Text: "two & three", Moved: true}, {Text: ", four"}, {Text: "Fig. 1", Moved: true, Stays: true}}
	if got := d.Runs(); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}
