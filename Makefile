# `make` alone says what there is.

version := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)

# What tells that the pages' packages are installed, and that the pages are built.
installed := frontend/node_modules/.package-lock.json
pages     := frontend/dist/index.html
sources   := $(shell find frontend/src frontend/build frontend/public frontend/*.* -type f 2>/dev/null)

.DEFAULT_GOAL := help
.PHONY: help run dev build api test race lint bench evaluate clean clean-data ajar packages tools

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: build ## Build everything and serve the registry from data/ajar.db; needs Go and Node.js only
	@./ajar

dev: tools packages ## Serve while you edit: the server restarts, the pages reload
	@scripts/dev

build: tools $(pages) ajar ## Build the pages and the program, one file: ./ajar

api: packages ## Write the API's description and the pages' types anew, after the API changed
	go run . openapi > api/openapi.json.new && mv api/openapi.json.new api/openapi.json
	cd frontend && npm run --silent api

test: ## Run every check and test, on SQLite and PostgreSQL and in a browser
	@scripts/test

race: ## Run the Go tests under the race detector (slow; needs a C compiler)
	@scripts/with-postgres go test -race ./...

lint: tools packages ## Check format, style and types alone
	@scripts/lint

bench: tools ## Measure against the floor, on a PostgreSQL that waits for the disk
	@scripts/with-postgres --durable go run ./bench
	@scripts/with-postgres --durable go run ./bench -library -rows 10000,1000000 -out bench/LIBRARY.md
	@scripts/with-postgres --durable go run ./bench -growth -out bench/GROWTH.md

evaluate: ## Simulate the readout; score doors, library, doubts and language check on a labelled corpus: make evaluate CORPUS=folder
	@go run ./bench/evaluate readout
	@test -n "$(CORPUS)" || { echo "Name the folder of the corpus: make evaluate CORPUS=folder" >&2; exit 1; }
	@missed=; for what in doors library doubts language; do \
		go run ./bench/evaluate -corpus "$(CORPUS)" $$what || missed="$$missed $$what"; \
	done; test -z "$$missed" || { echo "These miss an aim:$$missed" >&2; exit 1; }

clean: ## Remove what was built
	rm -rf ajar frontend/node_modules
	find frontend/dist -mindepth 1 ! -name .gitkeep -delete

clean-data: ## Forget the registry in data/ for good
	rm -rf data

# The steps of the above.

ajar:
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=$(version)" -o ajar .

packages: $(installed)

tools:
	@scripts/need go node

$(installed): frontend/package-lock.json
	cd frontend && npm ci
	@touch $@

$(pages): $(installed) $(sources)
	cd frontend && npm run --silent build
	@touch $@
