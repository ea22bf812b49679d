package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// Holder says who holds the lock of a state's folder.
type Holder struct {
	PID     int    `json:"pid"`
	Host    string `json:"host"`
	Command string `json:"command"`
	Since   string `json:"since"` // RFC 3339
}

// Locked is the error for a folder that another run holds.
type Locked struct {
	Dir    string
	Holder Holder
}

func (e *Locked) Error() string {
	who := "another run"
	if e.Holder.PID != 0 {
		who = fmt.Sprintf("%s (process %d on %s)", e.Holder.Command, e.Holder.PID, e.Holder.Host)
	}
	since := ""
	if e.Holder.Since != "" {
		since = " since " + e.Holder.Since
	}
	return fmt.Sprintf("%s holds the lock of %s%s; wait for it, or stop it", who, e.Dir, since)
}

// Lock is held by the one run that may do the documents of a folder. The
// operating system lets go of it when the process dies, however it dies: a lock
// that is left behind is taken over.
type Lock struct {
	flock *flock.Flock
	note  string
}

// TakeLock takes the lock of a folder, which it makes if need be. *Locked is the
// error if another run has it.
func TakeLock(dir, command string) (*Lock, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	l := &Lock{flock: flock.New(filepath.Join(dir, "lock"), flock.SetPermissions(0o600)), note: filepath.Join(dir, "lock.json")}
	ok, err := l.flock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", l.flock.Path(), err)
	}
	if !ok {
		holder, _ := ReadHolder(dir) // who it is may not be written yet
		return nil, &Locked{Dir: dir, Holder: holder}
	}
	host, err := os.Hostname()
	if err != nil {
		host = "this machine"
	}
	data, err := json.Marshal(Holder{PID: os.Getpid(), Host: host, Command: command, Since: time.Now().Format(time.RFC3339)})
	if err == nil {
		err = os.WriteFile(l.note, data, 0o600)
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock %s: %w", dir, err), l.flock.Unlock())
	}
	return l, nil
}

// Release gives the lock back.
func (l *Lock) Release() error {
	return errors.Join(os.Remove(l.note), l.flock.Unlock())
}

// ReadHolder says who holds the lock of a folder, or held it last and was
// killed; the zero Holder if there is no saying.
func ReadHolder(dir string) (Holder, error) {
	var h Holder
	data, err := os.ReadFile(filepath.Join(dir, "lock.json"))
	if err != nil {
		return h, fmt.Errorf("lock: %w", err)
	}
	if err := json.Unmarshal(data, &h); err != nil {
		return Holder{}, fmt.Errorf("lock: %w", err)
	}
	return h, nil
}

// Holding says who holds the lock of a folder now; false if nobody does.
func Holding(dir string) (Holder, bool) {
	path := filepath.Join(dir, "lock")
	if _, err := os.Stat(path); err != nil {
		return Holder{}, false
	}
	f := flock.New(path, flock.SetFlag(os.O_RDONLY))
	free, err := f.TryRLock()
	if free {
		err = errors.Join(err, f.Unlock())
	}
	if free || err != nil {
		return Holder{}, false
	}
	h, err := ReadHolder(dir)
	return h, err == nil
}
