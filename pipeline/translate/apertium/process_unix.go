//go:build unix

package apertium

import (
	"os/exec"
	"syscall"
)

// ownGroup gives the command a process group, which ends with the context.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
