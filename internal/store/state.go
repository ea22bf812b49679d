package store

import (
	"context"
	_ "embed"
	"path/filepath"
	"time"
)

//go:embed schema/state.1.sql
var state1 string

var stateKind = kind{
	noun: "store",
	flag: "--state DIR",
	id:   0x72637473, // "rcts"
	migrations: []migration{
		{"first tables", state1},
	},
}

// StateFile is the name of the state's file in its folder.
const StateFile = "state.db"

// StateDir is where the state of an output folder is, unless it was moved.
func StateDir(out string) string { return filepath.Join(out, ".recto") }

// State is what recto remembers of one output folder. It is a translate.Ledger.
type State struct {
	*file
}

// OpenState opens the state in a folder and makes both if they are not there.
func OpenState(ctx context.Context, dir string) (*State, error) {
	f, err := open(ctx, filepath.Join(dir, StateFile), stateKind)
	if err != nil {
		return nil, err
	}
	return &State{f}, nil
}

// ReadState opens the state in a folder to look on; it has to be there, and
// nothing in it can be changed. A run may be writing to it.
func ReadState(ctx context.Context, dir string) (*State, error) {
	f, err := openReading(ctx, filepath.Join(dir, StateFile), stateKind)
	if err != nil {
		return nil, err
	}
	return &State{f}, nil
}

// stamp and day are how times stand in the tables.
func stamp() string { return time.Now().UTC().Format(time.RFC3339) }
func day() string   { return time.Now().UTC().Format(time.DateOnly) }
