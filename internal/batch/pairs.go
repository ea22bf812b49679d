package batch

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"
)

// pairs is the folder of human translations.
type pairs struct {
	root  *os.Root
	below string // where the folder is below the inbox; "" if it is not
}

func openPairs(o *Options) (*pairs, error) {
	if o.Pairs == "" {
		return nil, nil
	}
	dir, err := resolve(o.Pairs)
	if err != nil {
		return nil, fmt.Errorf("pairs: %w", err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("pairs: %w", err)
	}
	p := &pairs{root: root}
	if in, err := resolve(o.Inbox); err == nil {
		if rel, err := filepath.Rel(in, dir); err == nil && filepath.IsLocal(rel) {
			p.below = filepath.ToSlash(rel)
		}
	}
	return p, nil
}

// names of a translation of document into language, the most telling first. For
// a/doc.txt into es: a/doc.es.txt, a/doc.txt.es, es/a/doc.txt, a/es/doc.txt; the
// document's own language in its name, doc.fr.txt, gives way to the target's.
func names(document, language string) []string {
	dir, base := path.Split(document)
	ext := path.Ext(base)
	stem := strings.TrimSuffix(base, ext)
	out := []string{
		dir + stem + "." + language + ext,
		dir + stem + "_" + language + ext,
		dir + stem + "-" + language + ext,
		dir + base + "." + language,
		path.Join(language, dir, base),
		path.Join(dir, language, base),
	}
	if own := path.Ext(stem); len(own) >= 3 && len(own) <= 6 {
		out = append(out, dir+strings.TrimSuffix(stem, own)+"."+language+ext)
	}
	return out
}

// find gives the path of a translation below the folder; "" if there is none. In
// a folder that holds one language only a translation has the document's name.
func (p *pairs) find(document, language string, only bool) string {
	if p == nil {
		return ""
	}
	list := names(document, language)
	if only && p.below == "" {
		list = append(list, document)
	}
	for _, name := range list {
		if name == document && p.below != "" {
			continue // itself
		}
		if info, err := p.root.Stat(name); err == nil && info.Mode().IsRegular() {
			return name
		}
	}
	return ""
}

func (p *pairs) read(name string, most int64) ([]byte, string, error) {
	data, id, err := readWhole(func() (*os.File, error) { return p.root.OpenFile(name, os.O_RDONLY|syscall.O_NONBLOCK, 0) }, most)
	if err != nil {
		err = fmt.Errorf("translation %s: %w", name, err)
	}
	return data, id, err
}

func (p *pairs) stat(name string) (string, error) {
	info, err := p.root.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", errors.New(reason(err))
	}
	return identity(info), nil
}

// holds says that a path of the inbox is no document: it lies in the folder of
// translations, where that is a folder of its own.
func (p *pairs) holds(path string) bool {
	return p != nil && p.below != "" && p.below != "." && strings.HasPrefix(path, p.below+"/")
}

// mixed says that translations and documents lie in one folder.
func (p *pairs) mixed() bool { return p != nil && p.below == "." }
