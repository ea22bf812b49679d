//go:build torture

package repair_test

import (
	"strings"
	"testing"
	"time"
)

// Time grows with the text, not faster: ten times the text may take thirty
// times as long, which a quadratic would break by far.
func TestTimeIsLinear(t *testing.T) {
	shapes := map[string]func(n int) string{
		"one line":       func(n int) string { return strings.Repeat("a word  and , anotherOne ", n/24) },
		"no spaces":      func(n int) string { return strings.Repeat("x", n) },
		"lines":          func(n int) string { return strings.Repeat("A line of text that goes on and  on, it seems\n", n/46) },
		"marked lines":   func(n int) string { return strings.Repeat(", the  phrase is somewhere elsehere in it\n", n/42) },
		"short lines":    func(n int) string { return strings.Repeat("a\n", n/2) },
		"blank lines":    func(n int) string { return strings.Repeat("\n", n) },
		"form feeds":     func(n int) string { return strings.Repeat("Page 1\n\f", n/8) },
		"line hyphens":   func(n int) string { return strings.Repeat("inter-\nnational ", n/16) },
		"list":           func(n int) string { return strings.Repeat("1. one\n2. two\n", n/14) },
		"isolated lines": func(n int) string { return strings.Repeat("a short  line,here\n\n", n/20) },
	}
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			small, large := shape(20_000), shape(200_000)
			fix(t, "en", small)
			a := best(func() { fix(t, "en", small) })
			b := best(func() { fix(t, "en", large) })
			if b > 30*a+300*time.Millisecond {
				t.Errorf("%d bytes take %v, ten times as many %v", len(small), a, b)
			}
		})
	}
}

func best(f func()) time.Duration {
	d := time.Hour
	for range 2 {
		t := time.Now()
		f()
		d = min(d, time.Since(t))
	}
	return d
}
