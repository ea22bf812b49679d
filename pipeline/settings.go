package pipeline

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/recto/recto/pipeline/translate"
)

// Settings are all that shapes a bitext, but for the document, the memory's
// content and the engine's own mind. The zero value detects the language,
// repairs at the default bar and needs only To.
type Settings struct {
	Generator string // goes into the header: "recto 0.1.0"
	Date      string // RFC 3339 from SOURCE_DATE_EPOCH, else ""

	From string // BCP 47; "" is detected
	To   string // BCP 47; "" translates nothing
	// First stops after so many segments, to try; 0 is all.
	First int

	NoRepair   bool
	Confidence float64 // the bar for a move, 0 to 1; 0 is the default
	Adjudicate bool

	SRX string // content of a translator's own rules; "" is recto's

	Engine      string // "openai", "apertium", "memory", "none"
	Fingerprint string // of the translators, in order
	Batch       int    // segments a request; 0 is the default
	MemoryHash  string // of the snapshot; "" without memory
	Terms       []translate.Term
	ChecksOff   []string // codes of pipeline/check
}

// Hash is the hash of the settings, in hex: equal settings, equal bytes.
func (s Settings) Hash() string {
	s.Date = "" // says when, not what
	data, err := json.Marshal(s)
	if err != nil {
		panic(fmt.Sprintf("pipeline: settings do not marshal: %v", err)) // plain values only
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
