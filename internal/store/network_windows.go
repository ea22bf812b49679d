package store

import (
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

// networkFS says whether a folder lies on a network drive.
func networkFS(dir string) (string, bool) {
	volume := filepath.VolumeName(dir)
	if strings.HasPrefix(volume, `\\`) {
		return volume, true
	}
	root, err := windows.UTF16PtrFromString(volume + `\`)
	if err != nil {
		return "", false
	}
	return volume, windows.GetDriveType(root) == windows.DRIVE_REMOTE
}
