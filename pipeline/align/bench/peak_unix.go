//go:build unix

package main

import (
	"fmt"
	"os"
	"runtime"
	"syscall"
)

// peak is the most memory that a process held, in MB.
func peak(p *os.ProcessState) string {
	u, ok := p.SysUsage().(*syscall.Rusage)
	if !ok {
		return "unknown"
	}
	if runtime.GOOS == "darwin" { // which counts in bytes
		return fmt.Sprint(u.Maxrss >> 20)
	}
	return fmt.Sprint(u.Maxrss >> 10)
}
