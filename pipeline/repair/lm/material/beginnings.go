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

// ErrNoFolder says that the environment names no folder to keep beginnings in.
var ErrNoFolder = errors.New("material: RECTO_MODELS names no folder to keep the beginnings of nets in")

func beginningOf(lang string) (string, error) {
	dir := os.Getenv("RECTO_MODELS")
	if dir == "" {
		return "", ErrNoFolder
	}
	return filepath.Join(dir, "beginnings", lang+".bin"), nil
}

// Begin learns where the nets of all languages begin, from their texts together, and
// keeps it in the folder that the environment's RECTO_MODELS names.
func Begin(root string) error {
	if _, err := beginningOf(""); err != nil {
		return err
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
	for i, lang := range Languages {
		path, err := beginningOf(lang)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, from[i].Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Begun says that beginnings are kept.
func Begun() bool {
	path, err := beginningOf(Languages[0])
	if err != nil {
		return false
	}
	_, err = os.Stat(path)
	return err == nil
}

// Beginning is where the net of a language begins: nil where none is kept, or where it
// has heard a source that the net must not know.
func Beginning(lang string, all []Paragraph, held func(tag string) bool) (*net.Beginning, error) {
	path, err := beginningOf(lang)
	if err != nil {
		return nil, nil
	}
	for _, p := range all {
		if held(p.Tag) && p.Tag != unheard {
			return nil, nil
		}
	}
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
