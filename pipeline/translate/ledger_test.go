package translate_test

import (
	"testing"

	"github.com/recto/recto/pipeline/translate"
	"github.com/recto/recto/pipeline/translate/ledgertest"
)

func TestMemoryLedger(t *testing.T) {
	ledgertest.Run(t, func(*testing.T) translate.Ledger { return &translate.MemoryLedger{} }, nil)
}
