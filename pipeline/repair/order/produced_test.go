package order_test

import (
	"strings"
	"testing"

	"github.com/recto/recto/pipeline/repair/order"
)

// Where a reader of PDF keeps the spaces at which lines were broken, some marks are of moved
// phrases that are none in other texts. In each text the last line is at issue.
func TestMarksOfProducers(t *testing.T) {
	wrap := strings.Repeat("The committee asked the council for its opinion on the draft of the report on the price of fish \n", 5)
	for _, c := range []struct{ name, lang, text, want string }{
		{"brackets with a space in them", "en", wrap + "The commission ( ) will publish a report on the state of the waters every two years the executive body",
			"The commission (the executive body) will publish a report on the state of the waters every two years"},
		{"brackets with none", "en", wrap + "The commission () will publish a report on the state of the waters every two years the executive body",
			"The commission (the executive body) will publish a report on the state of the waters every two years"},
		{"a phrase glued to a full stop", "en", wrap + "The members of the committee were asked to speak to .Parliament",
			"The members of the committee were asked to speak to Parliament."},
		{"a path glued to one", "en", wrap + "The keeper should look at what is said of it in ./var/log/tower",
			"The keeper should look at what is said of it in /var/log/tower."},
		{"a quotation glued to the mark at the line's start", "en", wrap + ".“Recovering a Broken System”",
			"“Recovering a Broken System”."},
		{"more phrases than holes in most lines", "en", wrap + "The members from , , ,  and  have agreed that the report will be published France Germany Spain Italy Portugal",
			"The members from France, Germany, Spain, Italy and Portugal have agreed that the report will be published"},
		{"a folder keeps its space", "en", wrap + "The committee agreed that  must be informed before the end of the month./srv/reports/",
			"The committee agreed that /srv/reports/ must be informed before the end of the month."},
		{"terms that another line has", "en", wrap + "It is set by console=quay0 or by boat=2 in the file of the tower that the keeper has in the house \nThe tower is set by  and the quay is set by  in all the other files that the keeper hasconsole=quay0boat=2",
			"The tower is set by console=quay0 and the quay is set by boat=2 in all the other files that the keeper has"},
		{"the end of a quotation that another line begins", "fr", strings.Repeat("La commission a demandé au conseil son avis sur le projet de rapport annuel de la pêche \n", 5) + "La commission  un texte sur « la pêche » et « le port » a adopté\n , qui doit être publié avant la fin de l'année par les États membres de l'Union européenne »pêche",
			"pêche », qui doit être publié avant la fin de l'année par les États membres de l'Union européenne"},
	} {
		t.Run(c.name, func(t *testing.T) {
			lines := read(t, c.lang, c.text, lineBlocks(c.text), order.Options{Producer: order.Last})[0]
			if o := lines[len(lines)-1]; o.Best.Text != c.want {
				t.Errorf("%q (%.2f)\nwant %q\nothers %+v", o.Best.Text, o.Best.Posterior, c.want, o.Alternatives)
			}
		})
	}
}

// A mark that opens quotations here and there closes none that another line begins.
func TestMarksThatOpenAndClose(t *testing.T) {
	text := "La commission  sur « la pêche » a adopté un texte\nqui dit : »port«, »quai« et »mer« en sont des mots\n »bateau, lui, n'en est pas un et doit être retiré du texte"
	o := read(t, "fr", text, lineBlocks(text), order.Options{Producer: order.Last})[0][2]
	if !strings.Contains(o.Best.Text, "»bateau") {
		t.Errorf("reads %q", o.Best.Text)
	}
}

// The same and the like stay as they are in a text of another kind, and some do everywhere.
func TestMarksOfTypists(t *testing.T) {
	const sound = "The committee asked the council for its opinion on the draft of the report\n"
	const hole = "The committee asked  for its opinion on the draft of the report the council\n"
	wrap := strings.Repeat("The committee asked the council for its opinion on the draft of the report on the price of fish \n", 5)
	for text, marked := range map[string]bool{
		sound + "The box ( ) is for those who have agreed to the report":          false,
		hole + "The box ( ) is for those who have agreed to the report":           false,
		sound + "The keeper of the tower has to remove all .bell files":           true,
		hole + "The second program is started by ./wind and not by the first one": false,
		wrap + "Call mend() and wind() for all clocks of the tower":               false,
		wrap + "5.2. The northern quay  5.4. The cold store":                      false,
	} {
		lines := read(t, "en", text, lineBlocks(text), order.Options{})[0]
		o := lines[len(lines)-1]
		if came := text[strings.LastIndex(text, "\n")+1:]; o.Marked != marked || len(o.Moves) > 0 || o.Best.Text != came {
			t.Errorf("%q (marked %v) reads %q", came, o.Marked, o.Best.Text)
		}
	}
}
