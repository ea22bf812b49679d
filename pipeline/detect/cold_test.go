//go:build unix && !race

package detect_test

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/recto/recto/pipeline/detect"
)

// coldMemory is what a process may take that detects one language, in bytes.
const coldMemory = 150 << 20

// TestColdMemory detects in a process of its own and asks what that took, of a text
// too short for a glance.
func TestColdMemory(t *testing.T) {
	if os.Getenv("RECTO_COLD") != "" {
		fmt.Println("tag", detect.New().Detect(strings.Repeat(samples["fr"]+"\n", 3)).Tag)
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run", "^TestColdMemory$")
	cmd.Env = append(os.Environ(), "RECTO_COLD=1")
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "tag fr") {
		t.Fatalf("%v\n%s", err, out)
	}
	peak := cmd.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
	if runtime.GOOS == "linux" {
		peak *= 1024
	}
	t.Logf("peak %d MB, %v of processor time", peak>>20, cmd.ProcessState.UserTime())
	if peak > coldMemory {
		t.Errorf("peak memory %d MB, want at most %d", peak>>20, coldMemory>>20)
	}
}
