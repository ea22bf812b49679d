// Command serve runs the test server as a program of its own, for benches,
// scripts and tests that kill their client. It prints its base URL on standard
// output and ends with a signal, or when its standard input ends.
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strings"

	"github.com/recto/recto/internal/openaitest"
)

func main() {
	var o openaitest.Options
	addr := flag.String("addr", "127.0.0.1:0", "where to listen; this machine only")
	faults := flag.String("faults", "", "comma-separated faults, or transport, answer, all")
	models := flag.String("models", "test", "models that it has")
	flag.Float64Var(&o.Rate, "rate", 0.2, "share of requests that meet a fault")
	flag.Uint64Var(&o.Seed, "seed", 1, "chooses who meets what")
	flag.DurationVar(&o.Latency, "latency", 0, "of each answer")
	flag.DurationVar(&o.Retry, "retry", 0, "what a 429 asks for")
	flag.IntVar(&o.RequestsPerMinute, "rpm", 0, "requests a minute, 0 for any")
	flag.BoolVar(&o.Silent, "silent", false, "no headers about the rate")
	flag.StringVar(&o.Key, "key", "", "the only key that is taken")
	withStdin := flag.Bool("until-stdin-ends", false, "end with standard input")
	flag.Parse()
	var err error
	if o.Faults, err = openaitest.Parse(*faults); err != nil {
		log.Fatal(err)
	}
	o.Models = strings.Split(*models, ",")
	host, _, err := net.SplitHostPort(*addr)
	if ip := net.ParseIP(host); err != nil || ip == nil || !ip.IsLoopback() {
		log.Fatalf("serve: %s is not an address of this machine", *addr)
	}
	l, err := net.Listen("tcp", *addr)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("http://%s/v1\n", l.Addr())
	if *withStdin {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			os.Exit(0)
		}()
	}
	server := &http.Server{Handler: openaitest.New(o), ErrorLog: log.New(io.Discard, "", 0)}
	log.Fatal(server.Serve(l))
}
