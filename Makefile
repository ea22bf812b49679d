# recto. `make` lists what there is.

GO      ?= go
SHARED  ?= $(or $(RECTO_SHARED),../shared)
COMMIT  := $(shell git rev-parse --short=12 HEAD 2>/dev/null)
# Nets are trained some three times as fast with the processor's wide registers.
WIDE    := GOEXPERIMENT=simd
LDFLAGS := -s -w -X github.com/recto/recto/internal/cli.commit=$(COMMIT)
export CGO_ENABLED := 0

.DEFAULT_GOAL := help
.PHONY: help build demo test lint race fuzz bench torture models screenshots \
	bench-repair bench-segment bench-align bench-translate bench-batch

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## the program, as bin/recto
	@mkdir -p bin
	$(GO) build -ldflags '$(LDFLAGS)' -o bin/recto ./cmd/recto

demo: build ## the main job on a sample: repair, translate, align
	@cmd/recto/demo.sh

test: ## every test, offline once the modules are there
	$(GO) test -timeout 5m ./...

lint: ## format, vet, the walls between the packages, and three systems
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo 'run: gofmt -w .'; exit 1; }
	$(GO) vet ./...
	$(GO) vet -tags torture ./...
	$(GO) mod verify
	$(GO) test -count=1 -run 'TestWalls' ./cmd/recto
	GOOS=darwin GOARCH=arm64 $(GO) build -o /dev/null ./cmd/recto
	GOOS=windows GOARCH=amd64 $(GO) build -o /dev/null ./cmd/recto

race: ## the tests under the race detector (needs a C compiler)
	CGO_ENABLED=1 $(GO) test -race -timeout 20m ./...

FUZZTIME ?= 20s
fuzz: ## each fuzz test for FUZZTIME (20s)
	@$(GO) list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}' ./... | while read -r p; do \
	  $(GO) test -list '^Fuzz' $$p | grep '^Fuzz' | while read -r f; do \
	    echo "$$p $$f"; $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1x $$p || exit 1; done; done

bench: ## each stage: MB/s, allocations, first call, peak memory
	$(GO) run ./internal/bench

torture: ## kills, full disks and real peers (OmegaT, Okapi, Chromium): long
	$(GO) test -tags torture -count=1 -timeout 60m ./...
	$(WIDE) $(GO) test ./pipeline/repair/lm/net

models bench-repair bench-segment bench-align: export RECTO_SHARED := $(abspath $(SHARED))

models: ## train the language tables and weights (needs $(SHARED)/data)
	@test -d $(SHARED)/data || { echo 'make models needs the training data in $(SHARED)/data'; exit 1; }
	kept=$$(mktemp -d) && trap 'rm -rf "$$kept"' EXIT && export RECTO_MODELS=$$kept $(WIDE) && \
		$(GO) run ./pipeline/repair/lm/train -begin && $(GO) run ./pipeline/repair/lm/train
	$(GO) run ./pipeline/repair/hyphen/train
	$(WIDE) $(GO) run ./pipeline/repair/order/train -halves 2 -epochs 8 -lines 16000 -learn last,first,rows
	$(WIDE) $(GO) run ./pipeline/repair/blockend/train # needs chromium, mutool and pdftotext
	$(GO) run ./pipeline/segment/train -shared $(SHARED)
	$(GO) run ./pipeline/detect/train -shared $(SHARED)
	$(GO) run ./pipeline/align/train -shared $(SHARED)

bench-repair: ## repair on held-back prose, a row a language (needs $(SHARED)/data)
	$(WIDE) $(GO) run ./pipeline/repair/bench

bench-segment: ## sentences, beside other splitters (needs $(SHARED)/data)
	$(GO) run ./pipeline/segment/bench

bench-align: ## alignment, strict and lax (needs $(SHARED)/data)
	$(GO) run ./pipeline/align/bench

bench-translate: ## use of a rate limit, CPU and memory of a translation run
	$(GO) run ./pipeline/translate/bench

bench-batch: ## documents a second, memory, the second night
	$(GO) run ./internal/batch/bench

screenshots: ## the README's pictures (needs Chromium)
	$(GO) run ./internal/page/screenshots
