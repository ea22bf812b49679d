//go:build torture

package xliff_test

import (
	"runtime"
	"runtime/debug"
	"testing"

	"github.com/recto/recto/corpus/xliff"
)

// A file of 200 MB is read in the memory that one unit takes.
func TestTwoHundredMegabytes(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	in, err := xliff.NewReader(&endless{left: 200 << 20})
	if err != nil {
		t.Fatal(err)
	}
	var m runtime.MemStats
	n, peak := 0, uint64(0)
	for u, err := range in.Units() {
		if err != nil {
			t.Fatal(err)
		}
		if u.Source != u.Target {
			t.Fatalf("unit %s", u.ID)
		}
		if n++; n%1000 == 0 {
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapAlloc)
		}
	}
	if n < 20_000 || peak > 32<<20 {
		t.Errorf("%d units, a heap of %d MB", n, peak>>20)
	}
	t.Logf("%d units, a heap of at most %d MB", n, peak>>20)
}
