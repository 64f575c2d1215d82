# Banter: chat for plain X11 desktops, and its router. What can be made:
#
#   make run        set up, build a release and start the demo: alice and bob on your display
#   make test       set up, build and run every test (they bring their own X server)
#   make deps       install what is missing (apt-get; elsewhere it names the packages)
#   make build      a debug build
#   make release    the binaries that `run`, `bench` and `install` use
#   make lint       format, imports, sizes; nothing is changed
#   make format     let swift format rewrite the sources
#   make check      lint, build, test
#   make bench      start, memory, key to pixels and X round trips, beside xterm
#   make install    into PREFIX (/usr/local), below DESTDIR
#   make uninstall  takes the same files away
#   make clean      remove what was built
#   make help       this list

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
INSTALL ?= install

# The Swift runtime is linked in: then nobody has to install it, and nothing has to find it at start.
# (At a fixed address, -no-pie, the client would need 1.1 MiB less, and an attacker's guesswork less too.)
RELEASE_FLAGS = -c release --static-swift-stdlib -Xswiftc -enforce-exclusivity=unchecked
RELEASE_DIR = .build/release

BIN = $(DESTDIR)$(PREFIX)/bin
SHARE = $(DESTDIR)$(PREFIX)/share
MAN_PAGES = $(wildcard assets/man/*.[1-8])

.PHONY: help deps build release run test lint format check bench install uninstall clean
.PHONY: have-swift deps-build deps-run deps-test deps-bench

help:
	@sed -n '/^#/!q; s/^# \{0,1\}//p' Makefile

have-swift:
	@command -v $(SWIFT) >/dev/null 2>&1 || { \
	  echo 'There is no swift on the PATH. Banter needs Swift 6.2 or later: https://swift.org/install' >&2; \
	  exit 1; }

deps:
	@.ci/deps build test bench

deps-build:
	@.ci/deps build

deps-run:
	@if [ -n "$$DISPLAY" ]; then .ci/deps build; else .ci/deps build demo; fi

deps-test:
	@.ci/deps build test

deps-bench:
	@.ci/deps build bench

build: have-swift deps-build
	@$(SWIFT) build

release: have-swift deps-build
	@$(SWIFT) build $(RELEASE_FLAGS)

run: deps-run release
	@if [ -n "$$DISPLAY" ]; then exec $(RELEASE_DIR)/banter --demo; \
	else exec Tests/Demo/headless.sh $(RELEASE_DIR)/banter; fi

test: have-swift deps-test
	@Tests/Lint/lint-test.sh
	@$(SWIFT) build --build-tests
	@$(SWIFT) test --skip-build --skip EndToEndTests
	@# By themselves: they measure how quickly the whole answers.
	@$(SWIFT) test --skip-build --filter EndToEndTests

lint: have-swift
	@Tests/Lint/lint.sh

format: have-swift
	@$(SWIFT) format format -i -r Package.swift Sources Tests

check: lint build test

bench: have-swift deps-bench release
	@python3 Tests/Bench/bench.py $(RELEASE_DIR)

install:
	@[ -x $(RELEASE_DIR)/banter ] && [ -x $(RELEASE_DIR)/banterd ] || $(MAKE) --no-print-directory release
	@$(INSTALL) -d $(BIN) $(SHARE)/applications $(SHARE)/icons/hicolor/scalable/apps
	@$(INSTALL) -s -m 755 $(RELEASE_DIR)/banter $(RELEASE_DIR)/banterd $(BIN)
	@$(INSTALL) -m 644 assets/banter.desktop $(SHARE)/applications
	@$(INSTALL) -m 644 assets/banter.svg $(SHARE)/icons/hicolor/scalable/apps
	@for page in $(MAN_PAGES); do \
	  $(INSTALL) -D -m 644 $$page $(SHARE)/man/man$${page##*.}/$${page##*/} || exit 1; done
	@echo "installed banter and banterd in $(BIN)"

uninstall:
	@rm -f $(BIN)/banter $(BIN)/banterd $(SHARE)/applications/banter.desktop
	@rm -f $(SHARE)/icons/hicolor/scalable/apps/banter.svg
	@for page in $(MAN_PAGES); do rm -f $(SHARE)/man/man$${page##*.}/$${page##*/}; done
	@echo "removed banter and banterd from $(BIN)"

clean:
	@rm -rf .build
