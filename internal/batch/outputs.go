package batch

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// output is a file that the night wrote, as it was when it was written.
type output struct {
	Name   string `json:"name"` // below the outbox, with slashes
	Size   int64  `json:"size"`
	Time   int64  `json:"time"` // of the last change, Unix nanoseconds
	SHA256 string `json:"sha256"`
}

func decodeOutputs(text string) []output {
	var list []output
	if json.Unmarshal([]byte(text), &list) != nil {
		return nil // written by another version: the document is done again
	}
	return list
}

func encodeOutputs(list []output) string {
	data, err := json.Marshal(list)
	if err != nil {
		panic(fmt.Sprintf("batch: outputs do not marshal: %v", err)) // plain values only
	}
	return string(data)
}

// measure reads an output as it stands.
func measure(root *os.Root, name string) (output, error) {
	f, err := root.Open(name)
	if err != nil {
		return output{}, fmt.Errorf("output %s: %w", name, err)
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	if err != nil {
		return output{}, fmt.Errorf("output %s: %w", name, err)
	}
	info, err := f.Stat()
	if err != nil {
		return output{}, fmt.Errorf("output %s: %w", name, err)
	}
	return output{Name: name, Size: n, Time: info.ModTime().UnixNano(), SHA256: hex.EncodeToString(h.Sum(nil))}, nil
}

// stand says that all outputs are there, whoever changed them since.
func stand(root *os.Root, list []output) bool {
	for _, o := range list {
		if info, err := root.Stat(o.Name); err != nil || !info.Mode().IsRegular() {
			return false
		}
	}
	return len(list) > 0
}

// edited says that a person has worked in an output since it was written.
func edited(root *os.Root, o output) (bool, error) {
	info, err := root.Stat(o.Name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("output %s: %w", o.Name, err)
	}
	if info.Size() == o.Size && info.ModTime().UnixNano() == o.Time {
		return false, nil
	}
	now, err := measure(root, o.Name)
	return now.SHA256 != o.SHA256, err
}

// keep gives outputs that a person has worked in another name, NAME.edited-N,
// before new ones take theirs, and says which.
func keep(root *os.Root, list []output) ([]string, error) {
	var kept []string
	for _, o := range list {
		yes, err := edited(root, o)
		if err != nil {
			return kept, err
		}
		if !yes {
			continue
		}
		for n := 1; ; n++ {
			to := fmt.Sprintf("%s.edited-%d", o.Name, n)
			if _, err := root.Lstat(to); err == nil {
				continue
			}
			if err := root.Rename(o.Name, to); err != nil {
				return kept, fmt.Errorf("output %s, edited since: %w", o.Name, err)
			}
			kept = append(kept, to)
			break
		}
	}
	return kept, nil
}
