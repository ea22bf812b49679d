package main

import (
	"os/exec"
	"strings"
	"testing"
)

const module = "github.com/recto/recto/"

// TestWalls holds the floors of the house: cmd → internal → pipeline → corpus,
// every arrow down, and no stage knows its neighbour.
func TestWalls(t *testing.T) {
	out, err := exec.Command("go", "list", "-e", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./../../...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	seen := 0
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		from := strings.TrimPrefix(words[0], module)
		for _, to := range words[1:] {
			if why := forbidden(from, to); why != "" {
				t.Errorf("%s imports %s: %s", from, to, why)
			}
			seen++
		}
	}
	if seen == 0 {
		t.Fatal("no imports seen: the test looks in the wrong place")
	}
}

// TestWallsStand proves that the check above can fail.
func TestWallsStand(t *testing.T) {
	for _, c := range []struct {
		from, to string
		ok       bool
	}{
		{"corpus", module + "pipeline", false},
		{"corpus", "golang.org/x/text/unicode/norm", true},
		{"corpus", "github.com/xuri/excelize/v2", false},
		{"corpus/xlsx", "github.com/xuri/excelize/v2", true},
		{"corpus/xlsx", module + "corpus", true},
		{"pipeline/align", module + "pipeline/segment", false},
		{"pipeline/align", module + "pipeline/align/lexicon", true},
		{"pipeline/align", module + "internal/store", false},
		{"pipeline", module + "pipeline/align", true},
		{"pipeline/repair", "github.com/pemistahl/lingua-go", false},
		{"pipeline/detect", "github.com/pemistahl/lingua-go", true},
		{"internal/store", module + "pipeline/translate", true},
		{"internal/store", module + "pipeline", false},
		{"internal/batch", module + "pipeline", true},
		{"internal/batch", module + "internal/cli", false},
		{"cmd/recto", module + "pipeline", false},
	} {
		if got := forbidden(c.from, c.to) == ""; got != c.ok {
			t.Errorf("%s may import %s: %v, want %v", c.from, c.to, got, c.ok)
		}
	}
}

// forbidden says why package from may not import package to, "" if it may.
func forbidden(from, to string) string {
	own, isOwn := strings.CutPrefix(to, module)
	if !isOwn {
		switch {
		case strings.HasPrefix(to, "github.com/pemistahl/lingua-go") && !within(from, "pipeline/detect"):
			return "pipeline/detect alone knows lingua"
		case strings.HasPrefix(to, "github.com/sashabaranov/go-openai") && !within(from, "pipeline/translate/openai"):
			return "pipeline/translate/openai alone knows go-openai"
		case from == "corpus" && strings.Contains(strings.Split(to, "/")[0], ".") && !strings.HasPrefix(to, "golang.org/x/text/"):
			return "corpus knows the standard library and x/text"
		}
		return ""
	}
	floor := func(path string) string { return strings.Split(path, "/")[0] }
	switch floor(from) {
	case "corpus":
		if own != "corpus" && !within(own, from) && !within(own, "corpus/internal") {
			return "a noun knows nothing but nouns"
		}
	case "pipeline":
		switch {
		case floor(own) == "internal" || floor(own) == "cmd":
			return "arrows point down"
		case from == "pipeline" || own == "corpus" || within(own, "corpus"):
			return ""
		case within(own, "pipeline/"+stage(from)):
			return ""
		default:
			return "a stage knows no other stage"
		}
	case "internal":
		if floor(own) == "cmd" {
			return "arrows point down"
		}
		return forbiddenInside(from, own)
	case "cmd":
		if floor(own) != "internal" && !within(own, from) {
			return "cmd knows cli"
		}
	}
	return ""
}

// forbiddenInside holds the walls between the rooms of internal.
func forbiddenInside(from, own string) string {
	if within(from, "internal/cli") || within(own, from) || !within(own, "internal") && !within(own, "pipeline") {
		return ""
	}
	room := strings.Split(from, "/")[1]
	allowed := map[string][]string{
		"store":     {"pipeline/translate", "pipeline/match"},
		"page":      {},
		"export":    {"internal/page"},
		"decisions": {"internal/export"},
		"batch":     {"pipeline", "internal/store", "internal/page", "internal/export", "internal/openaitest"},
		"bench":     {"pipeline", "internal/openaitest", "internal/cli/ui"},
		"review":    {"pipeline", "internal/store", "internal/page", "internal/export"},
	}
	for _, ok := range allowed[room] {
		if within(own, ok) {
			return ""
		}
	}
	if within(own, "internal/"+room) {
		return ""
	}
	return "internal/" + room + " may not know it"
}

func stage(path string) string {
	parts := strings.Split(path, "/")
	if len(parts) < 2 {
		return ""
	}
	return parts[1]
}

func within(path, folder string) bool {
	return path == folder || strings.HasPrefix(path, folder+"/")
}
