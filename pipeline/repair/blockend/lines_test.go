package blockend

import "testing"

func TestWhatBeginsAsACaptionDoes(t *testing.T) {
	for s, want := range map[string]bool{
		"Fig. 3. The harbour at noon":  true,
		"Figure 7.15. Two mills":       true,
		"Tabelle 4: Mühlen am Fluss":   true,
		"Tab. 2 – the mills":           true,
		"12. The weir":                 true,
		"3.4. – The weir":              true,
		"Section 3.2, which tells":     false,
		"Section 8.4":                  false,
		"the year 1912. It":            false,
		"1912":                         false,
		"May 1912.":                    false,
		".5 is the share":              false,
		"":                             false,
		"The 3 mills":                  false,
		"20,4 Millionen Zuschauer":     false,
		"Mill: the wheel and the weir": false,
	} {
		if titled(s) != want {
			t.Errorf("%q: %v", s, !want)
		}
	}
}
