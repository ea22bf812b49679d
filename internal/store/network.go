package store

import "strings"

// Network file systems, by the names that operating systems give them. Their
// locks and syncs are not what SQLite needs: two machines would tear the file.
func networkName(name string) bool {
	name = strings.ToLower(name)
	for _, far := range []string{"nfs", "cifs", "smb", "9p", "afs", "ceph", "lustre", "glusterfs", "sshfs", "webdav", "davfs", "s3fs", "rclone", "goofys", "gcsfuse", "vboxsf", "vmhgfs", "prl_fs", "beegfs", "gpfs", "ncpfs", "moosefs", "ocfs2"} {
		if strings.Contains(name, far) {
			return true
		}
	}
	return false
}
