// Package config reads recto's configuration file.
//
// Start with [Load]. The file is YAML and strict: an unknown key is an error
// that shows its line. It comes from $XDG_CONFIG_HOME/recto/config.yaml or from
// --config, never from the working folder: a file in an inbox must not send a
// key elsewhere. Flags and RECTO_… in the environment outrank it.
package config

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
)

// Config is the file's content.
type Config struct {
	Defaults `yaml:",inline"`
	OpenAI   OpenAI `yaml:"openai"`
	// Prices by model, for the cost in estimates, limits and reports.
	Prices map[string]Price `yaml:"prices"`
}

// Defaults are values for flags that the command line does not give, under the
// flag's own name, for every command that has the flag.
type Defaults struct {
	From           any `yaml:"from"`
	To             any `yaml:"to"`
	Encoding       any `yaml:"encoding"`
	Engine         any `yaml:"engine"`
	Model          any `yaml:"model"`
	Format         any `yaml:"format"`
	Batch          any `yaml:"batch"`
	Jobs           any `yaml:"jobs"`
	Timeout        any `yaml:"timeout"`
	Memory         any `yaml:"memory"`
	State          any `yaml:"state"`
	Prompt         any `yaml:"prompt"`
	Glossary       any `yaml:"glossary"`
	SRX            any `yaml:"srx"`
	Confidence     any `yaml:"confidence"`
	Adjudicate     any `yaml:"adjudicate"`
	Offline        any `yaml:"offline"`
	MaxCost        any `yaml:"max-cost"`
	MaxTokens      any `yaml:"max-tokens"`
	ChecksOff      any `yaml:"checks-off"`
	Embeddings     any `yaml:"embeddings"`
	EmbeddingModel any `yaml:"embedding-model"`
	MinScore       any `yaml:"min-score"`
	Quiet          any `yaml:"quiet"`
	JSON           any `yaml:"json"`
}

// Values gives the defaults that the file sets, as a command line would say
// them, by flag name; a list is joined by commas.
func (d Defaults) Values() map[string]string {
	out := make(map[string]string)
	v := reflect.ValueOf(d)
	for i := range v.NumField() {
		value := v.Field(i).Interface()
		if value == nil {
			continue
		}
		text := fmt.Sprint(value)
		if list, ok := value.([]any); ok {
			words := make([]string, len(list))
			for k, w := range list {
				words[k] = fmt.Sprint(w)
			}
			text = strings.Join(words, ",")
		}
		out[v.Type().Field(i).Tag.Get("yaml")] = text
	}
	return out
}

// OpenAI says where the openai engine is and how hard it may be asked.
type OpenAI struct {
	BaseURL string `yaml:"base-url"` // OPENAI_BASE_URL outranks it
	KeyFile string `yaml:"key-file"` // mode 0600; OPENAI_API_KEY outranks it
	// APIVersion makes requests in Azure's manner; "" is everyone else's.
	APIVersion        string `yaml:"api-version"`
	RequestsPerMinute int    `yaml:"requests-per-minute"`
	TokensPerMinute   int    `yaml:"tokens-per-minute"`
}

// Price is the price of a million tokens, in any one currency.
type Price struct {
	Input  float64 `yaml:"input"`
	Output float64 `yaml:"output"`
}

// DefaultPath is where the file is looked for; "" where the machine knows no
// such place.
func DefaultPath(getenv func(string) string) string {
	if dir := getenv("XDG_CONFIG_HOME"); filepath.IsAbs(dir) {
		return filepath.Join(dir, "recto", "config.yaml")
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "recto", "config.yaml")
}

// Load reads the file at path. A path of "" stands for DefaultPath, where a
// missing file is an empty configuration; a file that was named has to be there.
func Load(path string, getenv func(string) string) (*Config, error) {
	named := path != ""
	if !named {
		path = DefaultPath(getenv)
	}
	if path == "" {
		return &Config{}, nil
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return &Config{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("configuration: %w", err)
	}
	var c Config
	if len(bytes.TrimSpace(data)) == 0 {
		return &c, nil
	}
	if err := yaml.UnmarshalWithOptions(data, &c, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("configuration %s: %s", path, strings.TrimSpace(yaml.FormatError(err, false, true)))
	}
	return &c, nil
}

// Key reads the API key: from the environment, else from KeyFile, which no
// other user may read. No key is no error: local servers need none.
func (c *Config) Key(getenv func(string) string) (string, error) {
	if key := strings.TrimSpace(getenv("OPENAI_API_KEY")); key != "" {
		return key, nil
	}
	if c.OpenAI.KeyFile == "" {
		return "", nil
	}
	info, err := os.Stat(c.OpenAI.KeyFile)
	if err != nil {
		return "", fmt.Errorf("key file: %w", err)
	}
	if mode := info.Mode().Perm(); mode&0o077 != 0 && filepath.Separator == '/' {
		return "", fmt.Errorf("key file %s: others may read it (mode %04o); run: chmod 600 %s", c.OpenAI.KeyFile, mode, c.OpenAI.KeyFile)
	}
	data, err := os.ReadFile(c.OpenAI.KeyFile)
	if err != nil {
		return "", fmt.Errorf("key file: %w", err)
	}
	return strings.TrimSpace(string(data)), nil
}

// BaseURL is where the openai engine is; "" is OpenAI's own.
func (c *Config) BaseURL(getenv func(string) string) string {
	if url := strings.TrimSpace(getenv("OPENAI_BASE_URL")); url != "" {
		return url
	}
	return c.OpenAI.BaseURL
}
