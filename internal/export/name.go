package export

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// Format is one of the formats that outputs are written in.
type Format string

// The formats. JSONL is the canonical one, the others are projections of it.
const (
	JSONL Format = "jsonl"
	TMX   Format = "tmx"
	XLIFF Format = "xliff"
	TSV   Format = "tsv"
	XLSX  Format = "xlsx"
	HTML  Format = "html"
)

// Formats lists all formats, the canonical one first.
func Formats() []Format { return []Format{JSONL, TMX, XLIFF, TSV, XLSX, HTML} }

// Extension is the end of the format's file names, with its dot.
func (f Format) Extension() string {
	if f == XLIFF {
		return ".xlf"
	}
	return "." + string(f)
}

// ParseFormats reads lists of formats as users write them: "jsonl,tmx", "all".
// Each format comes once, in the order of [Formats].
func ParseFormats(lists ...string) ([]Format, error) {
	want := map[Format]bool{}
	for _, list := range lists {
		for _, word := range strings.Split(list, ",") {
			f := Format(strings.ToLower(strings.TrimSpace(word)))
			switch f {
			case "":
				continue
			case "all":
				return Formats(), nil
			case "xlf":
				f = XLIFF
			}
			known := false
			for _, k := range Formats() {
				known = known || k == f
			}
			if !known {
				return nil, fmt.Errorf("format %q is not known; there are jsonl, tmx, xliff, tsv, xlsx, html", word)
			}
			want[f] = true
		}
	}
	var out []Format
	for _, f := range Formats() {
		if want[f] {
			out = append(out, f)
		}
	}
	if out == nil {
		return nil, errors.New("no format is named; there are jsonl, tmx, xliff, tsv, xlsx, html")
	}
	return out, nil
}

// Name gives the name of an output below the output folder, with slashes: the
// document's name, the target language, the format. A name that leads out of
// the folder is an error: it would come from a document that wants to.
func Name(source, target string, f Format) (string, error) {
	switch {
	case source == "":
		return "", errors.New("the document has no name")
	case source == ".", path.IsAbs(source), path.Clean(source) != source, !filepath.IsLocal(filepath.FromSlash(source)), strings.ContainsRune(source, 0):
		return "", fmt.Errorf("document name %q: it must be a plain path below the output folder", source)
	}
	if target == "" {
		target = "und"
	}
	if _, err := language.Raw.Parse(target); err != nil || strings.ContainsAny(target, `/\.`) {
		return "", fmt.Errorf("document %q: %q is no language tag", source, target)
	}
	name := source + "." + target + f.Extension()
	if base := path.Base(name); len(base) > 255 {
		return "", fmt.Errorf("document name %q: the output's name would be %d bytes long, 255 is the limit: give the input a shorter name", source, len(base))
	}
	return name, nil
}

// Collision is the error for two documents whose outputs would have one name.
type Collision struct{ First, Second string }

func (c Collision) Error() string {
	if c.First == c.Second {
		return fmt.Sprintf("%q is given twice: both outputs would have one name", c.First)
	}
	return fmt.Sprintf("%q and %q would have outputs of one name on the disk they go to, which takes upper for lower case, or an accent's two forms for one: rename one", c.First, c.Second)
}

// Distinct checks, before any work, that no two documents would be written to
// one name below dir; the error is a [Collision].
func Distinct(dir string, sources []string) error {
	seen := make(map[string][]string, len(sources))
	for _, s := range sources {
		key := Folded(s)
		for _, other := range seen[key] {
			same, err := SameName(dir, other, s)
			if err != nil {
				return err
			}
			if same {
				return Collision{other, s}
			}
		}
		seen[key] = append(seen[key], s)
	}
	return nil
}

// Folded is a name as the least careful file system sees it: without case, and
// with accents in one form. Names that differ here share a file nowhere.
func Folded(name string) string {
	return norm.NFC.String(cases.Fold().String(norm.NFD.String(name)))
}

// SameName says whether the file system of a folder takes two names for one. It
// tries, since that hangs on the disk and not on the operating system. The
// folder need not be there yet.
func SameName(dir, a, b string) (bool, error) {
	if a == b {
		return true, nil
	}
	if Folded(a) != Folded(b) {
		return false, nil
	}
	for {
		info, err := os.Stat(dir)
		if err == nil && info.IsDir() {
			break
		}
		above := filepath.Dir(dir)
		if err == nil || !errors.Is(err, fs.ErrNotExist) || above == dir {
			return true, nil // it will not be written to, or another command says why
		}
		dir = above
	}
	probe, err := os.MkdirTemp(dir, ".recto-*.part")
	if err != nil {
		return true, nil
	}
	defer os.RemoveAll(probe)
	// Folders, so that names with slashes need no other treatment.
	if err := os.MkdirAll(filepath.Join(probe, filepath.FromSlash(a)), 0o700); err != nil {
		return false, fmt.Errorf("output folder: %w", err)
	}
	_, err = os.Lstat(filepath.Join(probe, filepath.FromSlash(b)))
	return err == nil, nil
}
