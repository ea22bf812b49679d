package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/recto/recto/internal/config"
)

func env(pairs ...string) func(string) string {
	return func(name string) string {
		for i := 0; i < len(pairs); i += 2 {
			if pairs[i] == name {
				return pairs[i+1]
			}
		}
		return ""
	}
}

func write(t *testing.T, text string, mode os.FileMode) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestLoad(t *testing.T) {
	path := write(t, "to: es\njobs: 4\nformat: [jsonl, tmx]\nopenai:\n  base-url: http://localhost:1/v1\nprices:\n  small: {input: 0.5, output: 2}\n", 0o644)
	c, err := config.Load(path, env())
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"to": "es", "jobs": "4", "format": "jsonl,tmx"}
	if diff := cmp.Diff(want, c.Values()); diff != "" {
		t.Error(diff)
	}
	if c.Prices["small"].Output != 2 {
		t.Errorf("prices %v", c.Prices)
	}
	if got := c.BaseURL(env("OPENAI_BASE_URL", "http://other/v1")); got != "http://other/v1" {
		t.Errorf("the environment outranks the file, got %q", got)
	}
}

func TestAnUnknownKeyIsAnErrorWithItsLine(t *testing.T) {
	_, err := config.Load(write(t, "to: es\nopenai:\n  base-ulr: x\n", 0o644), env())
	if err == nil || !strings.Contains(err.Error(), "[3:3]") || !strings.Contains(err.Error(), "base-ulr") {
		t.Errorf("error %v", err)
	}
}

func TestAMissingFileMattersOnlyWhereItWasNamed(t *testing.T) {
	dir := t.TempDir()
	if _, err := config.Load("", env("XDG_CONFIG_HOME", dir)); err != nil {
		t.Error(err)
	}
	if _, err := config.Load(filepath.Join(dir, "none.yaml"), env()); err == nil {
		t.Error("a named file that is missing is no error")
	}
}

func TestAKeyFileThatOthersMayReadIsRefused(t *testing.T) {
	path := write(t, "sk-test\n", 0o644)
	c := config.Config{OpenAI: config.OpenAI{KeyFile: path}}
	if _, err := c.Key(env()); err == nil || !strings.Contains(err.Error(), "chmod 600") || strings.Contains(err.Error(), "sk-test") {
		t.Errorf("error %v", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if key, err := c.Key(env()); err != nil || key != "sk-test" {
		t.Errorf("key %q, error %v", key, err)
	}
	if key, _ := c.Key(env("OPENAI_API_KEY", "sk-env")); key != "sk-env" {
		t.Errorf("the environment outranks the file, got %q", key)
	}
}
