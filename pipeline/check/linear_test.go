//go:build torture

package check_test

import (
	"strings"
	"testing"
	"time"

	"github.com/recto/recto/corpus/corpustest"
	"github.com/recto/recto/pipeline/check"
)

// Texts that would take a quadratic check minutes.
func TestLongTextsTakeLinearTime(t *testing.T) {
	const n = 300_000
	for name, unit := range map[string]string{"a word": "mot ", "numbers": "17 ", "one number": "7", "separators": "1.", "brackets": "a)", "opened": "(", "quotes": "«", "spaces": "  ", "marks": " :",
		"tags": "<a ", "braces": "{", "percent": "%", "at": "a@", "different words": "abc12 def34 ghi "} {
		long := strings.Repeat(unit, n/len(unit))
		b := corpustest.Pair("fr", "es", [2]string{long + "x 42.", long + "y 43."}, [2]string{long, long}, [2]string{long, "corto"})
		began := time.Now()
		mustRun(b, check.Options{Glossary: &check.Glossary{Terms: []check.Term{{Source: "mot", Target: "palabra"}}}})
		if took := time.Since(began); took > 60*time.Second {
			t.Errorf("%s: %v", name, took)
		}
	}
}
