//go:build !linux

package batch

import (
	"fmt"
	"io/fs"
	"time"
)

// identity says of a file what changes when its content does: size and time.
func identity(info fs.FileInfo) string {
	return fmt.Sprintf("%d %d", info.Size(), info.ModTime().UnixNano())
}

// lastTouched is when a file's content changed last.
func lastTouched(info fs.FileInfo) time.Time { return info.ModTime() }
