package store

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
)

// networkFS says whether a folder lies on a network file system, and on which:
// the type of the mount that holds it, by /proc/self/mountinfo.
func networkFS(dir string) (string, bool) {
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return "", false
	}
	f, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return "", false // no /proc: nothing can be said
	}
	defer f.Close()
	name := mountType(bufio.NewScanner(f), real)
	return name, networkName(name)
}

// mountType finds the type of the innermost mount above a path; of two on one
// point the later hides the earlier.
func mountType(lines *bufio.Scanner, path string) string {
	best, name := -1, ""
	for lines.Scan() {
		fields := strings.Fields(lines.Text())
		dash := -1
		for i, f := range fields {
			if f == "-" {
				dash = i
				break
			}
		}
		if len(fields) < 5 || dash < 0 || dash+1 >= len(fields) {
			continue
		}
		point := unescape(fields[4])
		if !(path == point || point == "/" || strings.HasPrefix(path, point+"/")) || len(point) < best {
			continue
		}
		best, name = len(point), fields[dash+1]
	}
	return name
}

// unescape undoes \040 and its like.
func unescape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+3 < len(s) {
			c, ok := 0, true
			for _, d := range s[i+1 : i+4] {
				ok = ok && d >= '0' && d <= '7'
				c = c*8 + int(d-'0')
			}
			if ok {
				b.WriteByte(byte(c))
				i += 3
				continue
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}
