package batch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/recto/recto/corpus"
	"github.com/recto/recto/internal/export"
)

func TestThousandEmptyFiles(t *testing.T) {
	in, out := folders(t)
	for i := range 1000 {
		put(t, in, fmt.Sprintf("%03d.txt", i), "")
	}
	p := new(tiny)
	o := p.options(in, out)
	o.Jobs = 16 // they share transactions
	o.Write = func(ctx context.Context, dir string, product *Product) ([]string, error) {
		name := product.Bitext.Source.Name + ".out"
		return []string{name}, os.WriteFile(filepath.Join(dir, name), nil, 0o600)
	}
	if r := runNight(t, o); r.DoneCount != 1000 || r.Code() != 0 {
		t.Fatalf("%s", r.Summary())
	}
	if r := runNight(t, o); r.Unchanged != 1000 || r.Code() != 0 {
		t.Errorf("%s", r.Summary())
	}
}

// Names of every sort: outputs stay inside the outbox, one a document.
func TestNames(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no such names there")
	}
	in, out := folders(t)
	long := strings.Repeat("n", 255)
	names := []string{"line\nbreak.txt", `quote'"` + "`$(touch x).txt", "-o", "a b\t.txt", "%2e%2e%2f.txt", "latin\xe9.txt", "<script>.txt", "\u202egnp.txt", "日本語.txt", "con.txt", long}
	for _, n := range names {
		put(t, in, n, "texte de "+fmt.Sprintf("%q", n)+"\n")
	}
	put(t, in, "..txt", "hidden\n")
	put(t, in, "...", "hidden\n")
	p := new(tiny)
	r := runNight(t, p.options(in, out))
	if r.DoneCount != len(names)-1 || p.asked != r.DoneCount || r.FailedCount != 1 || r.Failed[0].Document != long || !strings.Contains(r.Failed[0].Reason, "shorter name") {
		t.Errorf("%s: %+v", r.Summary(), r.Failed)
	}
	got := tree(t, out)
	if len(got) != 2*(len(names)-1) {
		t.Errorf("%d outputs", len(got))
	}
	if _, ok := got["latin%E9.txt.es.tsv"]; !ok {
		t.Error("a name that is no UTF-8 is not escaped, byte by byte")
	}
	if r := runNight(t, p.options(in, out)); r.Unchanged != len(names)-1 {
		t.Errorf("the second night: %s", r.Summary())
	}
	outside, err := os.ReadDir(filepath.Dir(out))
	if err != nil || len(outside) != 2 {
		t.Errorf("beside the outbox: %v %v", outside, err)
	}
}

func TestNamesThatClash(t *testing.T) {
	in, out := folders(t)
	put(t, in, "Lettre.txt", "un\n")
	put(t, in, "lettre.TXT", "deux\n")
	put(t, in, "autre.txt", "trois\n")
	if entries, err := os.ReadDir(in); err != nil || len(entries) != 3 {
		t.Skip("a file system that folds case has no such pair")
	}
	// A disk that tells them apart in the inbox does so in the outbox.
	p := new(tiny)
	if r := runNight(t, p.options(in, out)); r.DoneCount != 3 || len(tree(t, out)) != 6 {
		t.Errorf("%s", r.Summary())
	}
}

// Two files that have one name once it is written as UTF-8 are an error before
// any work, with both names.
func TestNamesThatAreOne(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("names have to be UTF-8 there")
	}
	in, out := folders(t)
	put(t, in, "sub/caf\xe9.txt", "un\n")
	put(t, in, "sub/caf%E9.txt", "deux\n")
	put(t, in, "autre.txt", "trois\n")
	p := new(tiny)
	_, err := Run(context.Background(), p.options(in, out))
	var same export.Collision
	if !errors.As(err, &same) || same.First != "sub/caf%E9.txt" || same.Second != same.First || !strings.Contains(err.Error(), `"sub/caf\xe9.txt"`) || !strings.Contains(err.Error(), `"sub/caf%E9.txt"`) {
		t.Errorf("error %v", err)
	}
	if p.asked != 0 || len(tree(t, out)) != 0 {
		t.Errorf("work was done: %d asked, %v", p.asked, tree(t, out))
	}
	if err := os.Remove(filepath.Join(in, "sub/caf%E9.txt")); err != nil {
		t.Fatal(err)
	}
	if r := runNight(t, p.options(in, out)); r.DoneCount != 2 {
		t.Errorf("%s", r.Summary())
	}
}

func TestLinksAndWhatIsNoFile(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no such things there")
	}
	in, out := folders(t)
	secret := filepath.Join(filepath.Dir(in), "secret.txt")
	if err := os.WriteFile(secret, []byte("secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	put(t, in, "real/a.txt", "un\n")
	for name, to := range map[string]string{
		"outside.txt": secret, "relative.txt": "../secret.txt", "loop.txt": "loop.txt", "dangling.txt": "nothing",
		"inside.txt": "real/a.txt", "folder": "real", "real/up": "..", "etc": "/etc",
	} {
		if err := os.Symlink(to, filepath.Join(in, name)); err != nil {
			t.Fatal(err)
		}
	}
	if err := mkfifo(filepath.Join(in, "pipe.txt")); err != nil {
		t.Fatal(err)
	}
	p := new(tiny)
	r := runNight(t, p.options(in, out))
	var done, skipped []string
	for _, d := range r.Done {
		done = append(done, d.Document)
	}
	for _, s := range r.Skipped {
		skipped = append(skipped, s.Name)
	}
	if !slices.Equal(done, []string{"inside.txt", "real/a.txt"}) {
		t.Errorf("done: %q", done)
	}
	if want := []string{"dangling.txt", "etc", "folder", "loop.txt", "outside.txt", "pipe.txt", "real/up", "relative.txt"}; !slices.Equal(skipped, want) {
		t.Errorf("skipped: %q", skipped)
	}
	for name, text := range tree(t, out) {
		if strings.Contains(text, "secret") {
			t.Errorf("%s holds what lies outside", name)
		}
	}
}

// A FIFO that takes a file's place after the walk keeps nobody waiting.
func TestFIFOInTheLastMoment(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no FIFO there")
	}
	in, _ := folders(t)
	if err := mkfifo(filepath.Join(in, "pipe")); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(in)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if _, _, err := (&inbox{root: root}).read("pipe", 100); err == nil || !strings.Contains(err.Error(), "not a regular file") {
		t.Errorf("error %v", err)
	}
}

func TestFoldersAndFilesWithoutPermission(t *testing.T) {
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("needs a user whom permissions hold")
	}
	in, out := folders(t)
	put(t, in, "locked/a.txt", "un\n")
	put(t, in, "b.txt", "deux\n")
	put(t, in, "c.txt", "trois\n")
	if err := errors.Join(os.Chmod(filepath.Join(in, "locked"), 0), os.Chmod(filepath.Join(in, "b.txt"), 0)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(filepath.Join(in, "locked"), 0o755) })
	p := new(tiny)
	if r := runNight(t, p.options(in, out)); r.DoneCount != 1 || r.FailedCount != 1 || r.SkippedCount != 1 {
		t.Errorf("%s", r.Summary())
	}
}

func TestLargeFile(t *testing.T) {
	in, out := folders(t)
	put(t, in, "small.txt", "un\n")
	big, err := os.Create(filepath.Join(in, "big.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(big.Truncate(200<<20), big.Close()); err != nil {
		t.Fatal(err)
	}
	p := new(tiny)
	for range 2 {
		r := runNight(t, p.options(in, out))
		if r.FailedCount != 1 || r.Failed[0].Again || r.Failed[0].Attempts != 1 || !strings.Contains(r.Failed[0].Reason, "--max-bytes") {
			t.Fatalf("%s %+v", r.Summary(), r.Failed)
		}
	}
}

func TestFilesThatChangeOrVanish(t *testing.T) {
	in, out := folders(t)
	put(t, in, "grows.txt", "un\n")
	put(t, in, "stays.txt", "deux\n")
	put(t, in, "zz-vanishes.txt", "trois\n")
	p := new(tiny)
	o := p.options(in, out)
	o.Jobs = 1
	first := true
	o.step = func(name, _ string) {
		if name == "surveyed" && first {
			first = false
			if err := os.Remove(filepath.Join(in, "zz-vanishes.txt")); err != nil {
				t.Error(err)
			}
		}
	}
	r := runNight(t, o)
	if r.DoneCount != 2 || r.FailedCount+r.ParkedCount != 0 {
		t.Errorf("%s", r.Summary())
	}
}

// A file that grows while it is read is nobody's failure: another night has it.
func TestFileThatGrows(t *testing.T) {
	in, _ := folders(t)
	// Sixteen bytes: a write that crosses a page shows by halves, whoever reads.
	const line = "encore un texte\n"
	put(t, in, "grows.txt", strings.Repeat(line, 200))
	path := filepath.Join(in, "grows.txt")
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Error(err)
			return
		}
		defer f.Close()
		for range 1 << 21 {
			select {
			case <-stop:
				return
			default:
			}
			if _, err := f.WriteString(line); err != nil {
				t.Error(err)
				return
			}
		}
	}()
	reads, moving := 0, 0
	for ; reads < 50 || moving == 0; reads++ {
		select {
		case <-stopped:
			t.Fatal("it was never seen to grow")
		default:
		}
		data, _, err := readWhole(func() (*os.File, error) { return os.Open(path) }, 1<<30)
		// Either it stood still for as long as it was read, and is whole, or it is left.
		if err != nil && !errors.Is(err, errMoving) || err == nil && !strings.HasSuffix(string(data), "\n") {
			t.Errorf("%d bytes, error %v", len(data), err)
		}
		if errors.Is(err, errMoving) {
			moving++
		}
	}
	close(stop)
	<-stopped
}

func TestInboxAndOutbox(t *testing.T) {
	in, _ := folders(t)
	put(t, in, "a.txt", "un\n")
	p := new(tiny)
	if _, err := Run(context.Background(), p.options(in, in)); err == nil || !strings.Contains(err.Error(), "one folder") {
		t.Errorf("error %v", err)
	}
	// An outbox inside the inbox is no source of documents.
	out := filepath.Join(in, "done")
	runNight(t, p.options(in, out))
	if r := runNight(t, p.options(in, out)); r.Unchanged != 1 || r.DoneCount != 0 {
		t.Errorf("%s", r.Summary())
	}
	if _, err := Run(context.Background(), p.options(filepath.Join(in, "none"), out)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error %v", err)
	}
}

func TestGlobs(t *testing.T) {
	in, out := folders(t)
	for _, n := range []string{"a.txt", "b.md", "sub/c.txt", "sub/drafts/d.txt", ".hidden.txt", ".git/e.txt"} {
		put(t, in, n, n+"\n")
	}
	for _, c := range []struct {
		include, exclude []string
		want             string
	}{
		{nil, nil, "a.txt b.md sub/c.txt sub/drafts/d.txt"},
		{[]string{"*.txt"}, nil, "a.txt sub/c.txt sub/drafts/d.txt"},
		{[]string{"**/*.txt"}, []string{"**/drafts/**"}, "a.txt sub/c.txt"},
		{[]string{"sub/*"}, nil, "sub/c.txt"},
	} {
		o := new(tiny).options(in, out)
		o.Include, o.Exclude = c.include, c.exclude
		if err := os.MkdirAll(out, 0o755); err != nil {
			t.Fatal(err)
		}
		box, err := openInbox(&o)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		if err := box.walk(context.Background(), func(f found) error { got = append(got, f.name); return nil }); err != nil {
			t.Fatal(err)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%v without %v: %q, want %q", c.include, c.exclude, got, c.want)
		}
	}
	o := new(tiny).options(in, out)
	o.Include = []string{"[a"}
	if _, err := Run(context.Background(), o); err == nil || !strings.Contains(err.Error(), "glob") {
		t.Errorf("error %v", err)
	}
}

func TestPairs(t *testing.T) {
	in, out := folders(t)
	pairsDir := filepath.Join(filepath.Dir(in), "human")
	put(t, in, "a.fr.txt", "un\n")
	put(t, in, "sub/b.txt", "deux\n")
	put(t, in, "c.txt", "trois\n")
	put(t, pairsDir, "a.es.txt", "uno\n")
	put(t, pairsDir, "es/sub/b.txt", "dos\n")
	p := new(tiny)
	o := p.options(in, out)
	o.Languages, o.Pairs = []string{"es", "en"}, pairsDir
	got := make(chan string, 100)
	o.Do = func(ctx context.Context, task Task) (*Product, error) {
		if task.Pair != nil {
			got <- task.Name + " " + task.Language + " " + task.PairName + " " + string(task.Pair)
			b := &corpus.Bitext{Source: corpus.Side{Name: task.Name}, Target: corpus.Side{Language: task.Language}}
			return &Product{Bitext: b}, nil
		}
		return p.do(ctx, task)
	}
	if r := runNight(t, o); r.DoneCount != 6 || p.asked != 4 {
		t.Errorf("%s; %d asked", r.Summary(), p.asked)
	}
	close(got)
	var list []string
	for s := range got {
		list = append(list, s)
	}
	slices.Sort(list)
	if want := []string{"a.fr.txt es a.es.txt uno\n", "sub/b.txt es es/sub/b.txt dos\n"}; !slices.Equal(list, want) {
		t.Errorf("%q", list)
	}
	// A translation that changes is news, and so is one that comes.
	got = make(chan string, 100)
	put(t, pairsDir, "a.es.txt", "uno, corregido\n")
	put(t, pairsDir, "c.en.txt", "three\n")
	if r := runNight(t, o); r.DoneCount != 2 || len(got) != 2 {
		t.Errorf("%s", r.Summary())
	}
}

func TestPairsAmongTheDocuments(t *testing.T) {
	for name, pairs := range map[string]string{"in one folder": ".", "in a folder of its own": "human"} {
		t.Run(name, func(t *testing.T) {
			in, out := folders(t)
			put(t, in, "a.fr.txt", "un\n")
			put(t, in, "b.txt", "deux\n")
			put(t, filepath.Join(in, pairs), "a.es.txt", "uno\n")
			p := new(tiny)
			o := p.options(in, out)
			o.Pairs = filepath.Join(in, pairs)
			var paired []string
			o.Jobs = 1
			o.Do = func(ctx context.Context, task Task) (*Product, error) {
				if task.Pair != nil {
					paired = append(paired, task.Name)
				}
				return p.do(ctx, task)
			}
			if r := runNight(t, o); r.DoneCount != 2 || !slices.Equal(paired, []string{"a.fr.txt"}) {
				t.Errorf("%s; paired %q", r.Summary(), paired)
			}
		})
	}
}
