package layout

import (
	"strings"
	"testing"
)

func TestLinesOfCode(t *testing.T) {
	code := `func turn(wheel *Wheel) error {
}
mill.turn(wheel, 3)
return mill.wheel_of(river)
if (wheel == nil) {
#include <mill.h>
#!/bin/mill
<p class="mill">
</div>
"wheel": 3,
"grain",
{"mill": "old"}
margin: 0 0 2em 3em;
wheel.turn();
for wheel in wheels: turn(wheel) or grind()
./mill/turn.sh
    def turn(self, wheel):
x := wheels[3]
mill->turn
.Sh NAME
.PP
.\" the wheel
'\" the mill
N:wheel:3
wheel:3:old:Light Blue
mend --wheel old \\
! mend wheel
mend $WHEEL/old
mend ${wheel}
mend $(wheel)
said '^the wheel turns
said 'it turns$'
.#mill.wheel.old
  });`
	for l := range strings.Lines(code) {
		if l = strings.TrimSpace(l); !codeLine(l) {
			t.Errorf("no code: %s", l)
		}
	}
	prose := `Il vint, il vit ;
the miller(s) and the wheel(4)
„Das Haus“, sagte er: nichts;
<- that is no tag
"No," he said, "it is mine."
# The mill and the river
. . . and so it stayed
./ is where it lies
see mill.example (the old one)
- the old mill; the new one
(the wheel),
l'arrêté (no 3) ;
EUR.(3,6 millions)
12; 13; the rest
.org is no place
'tis the mill
A: the old mill
! Mend it
it is $5 or $ 6, US$ 7 or $A
! "mend" it`
	for l := range strings.Lines(prose) {
		if l = strings.TrimSpace(l); codeLine(l) {
			t.Errorf("code: %s", l)
		}
	}
}

// Listings in a manual do not make it a program; remarks in a program do not make
// it a manual.
func TestATextOfCode(t *testing.T) {
	const prose, code = "the wheel turns when the river is high\n", "wheel.turn(river)\n"
	for _, c := range []struct {
		prose, code int
		want        bool
	}{{10, 2, false}, {20, 6, false}, {7, 3, true}, {2, 10, true}, {0, 2, false}} {
		text := strings.Repeat(prose, c.prose) + strings.Repeat(code, c.code)
		if got := Parse(text).Code(); got != c.want {
			t.Errorf("%d lines of prose, %d of code: %v", c.prose, c.code, got)
		}
	}
	if !Parse(strings.Repeat(strings.Repeat(prose, 15)+".PP\n", 5)).Code() {
		t.Error("a source of a typesetter's is none")
	}
	for text, want := range map[string]bool{
		"```sh\nmake wheel\n```\n": true, "```\nso\n": false, "```so``` it was\n```so``` it is\n": false,
		"-- mill.go --\nso\n-- wheel.go --\n": true, "-- so --\n-- it goes --\n": false,
	} {
		if got := Parse(strings.Repeat(prose, 9) + text).Code(); got != want {
			t.Errorf("%q among prose: %v", text, got)
		}
	}
}
