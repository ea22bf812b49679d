package compose

import (
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

var prose = []string{
	"The town library opened its new reading room on a rainy Monday in March, after two years of work on the old granary.",
	"The architect kept the wooden beams and the narrow windows, but he had the floor taken out so that the shelves could rise.",
}

func TestASeedGivesOneDocument(t *testing.T) {
	draw := func(holds Contents, sound bool) Document {
		return Draw(prose, holds, sound, rand.New(rand.NewPCG(3, 1)))
	}
	for _, holds := range []Contents{Paragraphs, Structured, Linked} {
		damaged, sound := draw(holds, false), draw(holds, true)
		if !reflect.DeepEqual(damaged, draw(holds, false)) {
			t.Error("two documents of one seed")
		}
		if !reflect.DeepEqual(damaged.Gold, sound.Gold) {
			t.Error("a sound document says something else than a damaged one")
		}
		if strings.Contains(sound.HTML, "position:relative") || !strings.Contains(damaged.HTML, "position:relative") {
			t.Error("phrases are positioned where the document is sound, or are not where it is damaged")
		}
	}
	typed := func() string { return Typed(prose, rand.New(rand.NewPCG(3, 1))) }
	if typed() != typed() || strings.Count(typed(), "\n") < 6 {
		t.Errorf("two typed documents of one seed, or an empty one:\n%s", typed())
	}
}
