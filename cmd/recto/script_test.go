package main

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/recto/recto/internal/cli"
	"github.com/recto/recto/internal/openaitest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"recto": func() { os.Exit(cli.Main(os.Args, os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs the command line as people do: testdata/*.txtar, each headed
// by what it shows. A script knows $SAMPLES, the documents of corpus/samples,
// and these commands besides testscript's own:
//
//	code N COMMAND…         runs a command that has to end with exit code N
//	api [MODE FAULT…]       starts a translation server and points recto to it;
//	                        MODE is always, or first: only on the first try;
//	                        api key K takes no other key than K
//	reached N               waits until the server got N requests in all
//	asked N                 holds if the server got N requests since it was last asked
func TestScripts(t *testing.T) {
	samples, err := filepath.Abs("../../corpus/samples")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"code": code, "api": api, "asked": asked, "reached": reached},
		Condition:           condition,
		Setup: func(env *testscript.Env) error {
			env.Values[serverKey{}] = new(server)
			env.Setenv("SAMPLES", samples)
			env.Setenv("BIN", filepath.SplitList(env.Getenv("PATH"))[0]) // recto, and nothing else
			env.Setenv("XDG_CONFIG_HOME", filepath.Join(env.WorkDir, ".config"))
			env.Setenv("HOME", env.WorkDir)
			return nil
		},
	})
}

// code runs a command that has to end with the exit code named: code 3 recto run …
func code(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: code N command args…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%s: %v", args[1], err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// condition knows [root], and [apertium]: the pairs fr-es and es-en are
// installed. Where CI is set a machine has to have them.
func condition(cond string) (bool, error) {
	if cond == "root" {
		return os.Geteuid() == 0, nil
	}
	if cond != "apertium" {
		return false, fmt.Errorf("unknown condition %q", cond)
	}
	out, _ := exec.Command("apertium", "-l").Output() // ends with 1 after its list
	pairs := strings.Fields(string(out))
	there := slices.Contains(pairs, "fr-es") && slices.ContainsFunc(pairs, func(p string) bool { return p == "spa-eng" || p == "es-en" })
	if !there && os.Getenv("CI") != "" {
		return false, errors.New("apertium with fr-es and spa-eng is missing, and CI is set")
	}
	return there, nil
}

type serverKey struct{}

// server is the translation server of one script.
type server struct {
	*openaitest.Server
	seen int
}

func api(ts *testscript.TestScript, neg bool, args []string) {
	o := openaitest.Options{Seed: 1, Retry: 50 * time.Millisecond, Models: []string{"test-model"}}
	switch {
	case len(args) == 2 && args[0] == "key":
		o.Key = args[1]
	case len(args) > 0:
		var faults []openaitest.Fault
		for _, name := range args[1:] {
			if name == "none" {
				faults = append(faults, openaitest.None)
				continue
			}
			f, err := openaitest.Parse(name)
			ts.Check(err)
			faults = append(faults, f...)
		}
		var mu sync.Mutex
		next := 0
		o.Schedule = func(_ openaitest.Request, n int) openaitest.Fault {
			if args[0] == "first" && n > 1 || len(faults) == 0 {
				return openaitest.None
			}
			mu.Lock()
			defer mu.Unlock()
			next++
			return faults[(next-1)%len(faults)]
		}
	}
	s := openaitest.New(o)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	h := &http.Server{Handler: s, ErrorLog: log.New(io.Discard, "", 0)}
	go func() { _ = h.Serve(l) }()
	ts.Defer(func() {
		s.Close()
		_ = h.Close()
	})
	ts.Setenv("OPENAI_BASE_URL", "http://"+l.Addr().String()+"/v1")
	ts.Setenv("RECTO_MODEL", "test-model")
	ts.Value(serverKey{}).(*server).Server, ts.Value(serverKey{}).(*server).seen = s, 0
}

func reached(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: reached N")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	s := ts.Value(serverKey{}).(*server)
	for len(s.Requests()) < n {
		time.Sleep(20 * time.Millisecond) // the test's own deadline ends a wait in vain
	}
}

func asked(ts *testscript.TestScript, neg bool, args []string) {
	s := ts.Value(serverKey{}).(*server)
	total := len(s.Requests())
	got := strconv.Itoa(total - s.seen)
	s.seen = total
	if len(args) != 1 || (got == args[0]) == neg {
		ts.Fatalf("the server was asked %s times, want %v (not: %v)", got, args, neg)
	}
}
