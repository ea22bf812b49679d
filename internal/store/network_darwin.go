package store

import (
	"syscall"
)

// networkFS says whether a folder lies on a network file system, and on which.
func networkFS(dir string) (string, bool) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(dir, &s); err != nil {
		return "", false
	}
	var name []byte
	for _, c := range s.Fstypename {
		if c == 0 {
			break
		}
		name = append(name, byte(c))
	}
	return string(name), networkName(string(name))
}
