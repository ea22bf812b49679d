package batch

import (
	"fmt"
	"io/fs"
	"syscall"
	"time"
)

// identity says of a file what changes when its content does: size, times of
// content and inode, inode.
func identity(info fs.FileInfo) string {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return fmt.Sprintf("%d %d.%d %d.%d %d", s.Size, s.Mtim.Sec, s.Mtim.Nsec, s.Ctim.Sec, s.Ctim.Nsec, s.Ino)
	}
	return fmt.Sprintf("%d %d", info.Size(), info.ModTime().UnixNano())
}

// lastTouched is when a file's content or inode changed last.
func lastTouched(info fs.FileInfo) time.Time {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return time.Unix(s.Ctim.Sec, s.Ctim.Nsec)
	}
	return info.ModTime()
}
