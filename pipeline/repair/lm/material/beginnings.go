package material

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/recto/recto/pipeline/repair/lm"
	"github.com/recto/recto/pipeline/repair/lm/net"
)

// unheard is the source that beginnings are learned without, so that what is measured
// on it may begin there.
const unheard = "ntrex"

// beginnings is the folder that they are kept in; empty where the environment names none.
func beginnings() string {
	if dir := os.Getenv("RECTO_MODELS"); dir != "" {
		return filepath.Join(dir, "beginnings")
	}
	return ""
}

// Begin learns where the nets of all languages begin, from their texts together, and
// keeps it in the folder that the environment's RECTO_MODELS names.
func Begin(root string) error {
	dir := beginnings()
	if dir == "" {
		return errors.New("material: RECTO_MODELS names no folder to keep the beginnings of nets in")
	}
	var texts []net.Text
	for _, lang := range Languages {
		all, err := Prose(root, lang)
		if err != nil {
			return err
		}
		texts = append(texts, lm.NetText(Without(all, func(tag string) bool { return tag == unheard }, Everyday)))
	}
	from, err := net.Together(texts, net.Settings{})
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for i, lang := range Languages {
		if err := os.WriteFile(filepath.Join(dir, lang+".bin"), from[i].Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Begun says that beginnings are kept.
func Begun() bool {
	_, err := os.Stat(beginnings())
	return err == nil
}

// Beginning is where the net of a language begins: nil where none is kept, or where it
// has heard a source that the net must not know.
func Beginning(lang string, all []Paragraph, held func(tag string) bool) (*net.Beginning, error) {
	if !Begun() {
		return nil, nil
	}
	for _, p := range all {
		if held(p.Tag) && p.Tag != unheard {
			return nil, nil
		}
	}
	path := filepath.Join(beginnings(), lang+".bin")
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	b, err := net.ParseBeginning(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return b, nil
}
