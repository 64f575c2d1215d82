# Banter: chat for plain X11 desktops, and its router. What can be made:
#
#   make run        set up, build a release and start the demo: alice and bob on your display
#   make test       set up, build and run every test (they bring their own X server)
#   make soak       random clients at a router for SECONDS (300): no growth in memory or descriptors
#   make crash      kills, cuts, full disks and jumping clocks: nothing that was acked is lost or doubled (KILLS=100)
#   make deps       install what is missing (apt-get; elsewhere it names the packages)
#   make build      a debug build
#   make release    the binaries that `run`, `bench` and `install` use
#   make lint       format, imports, sizes; nothing is changed
#   make format     let swift format rewrite the sources
#   make check      lint, build a release and a debug build, test
#   make fuzz       libFuzzer on what reads bytes, 5 minutes each (SECONDS=, TARGETS=)
#   make faults     system calls of a router fail while clients use it (strace, as root): it lives and serves on
#   make scan       testssl.sh looks at a router's port
#   make sanitize   the tests once more under the thread and the address sanitizer
#   make bench      the client beside xterm: start, memory, key to pixels, X round trips, and the same with
#                   text in many scripts; the router under load
#   make order      assets/banter.order: which functions of the client run, for the linker to lay them side by side
#   make scripts-screenshot   assets/scripts.png: text in the scripts of the world
#   make install    into PREFIX (/usr/local), below DESTDIR
#   make uninstall  takes the same files away
#   make clean      remove what was built
#   make help       this list

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
export SWIFT
SECONDS ?= 300
KILLS ?= 100
INSTALL ?= install

# The Swift runtime is linked in: then nobody has to install it, and nothing has to find it at start.
# (At a fixed address, -no-pie, the client would need 1.1 MiB less, and an attacker's guesswork less too.)
# Swift's way of linking statically has a program export its 7,500 symbols, which nobody looks up: 0.5 MiB to map.
# Nor need its 43,000 relocations be 24 bytes each: packed they take 8 KiB instead of 1 MiB, all of which is read at
# start. The linker that can is in Swift's toolchain; the loader that can is glibc 2.36's, so an older one gets them whole.
# The functions that run are laid side by side, which takes a function to each section: a start that touches fewer pages
# is a quarter quicker. A name in the list that is no longer there does no harm.
ORDER = assets/banter.order
GLIBC = $(shell getconf GNU_LIBC_VERSION 2>/dev/null)
PACKED = $(shell echo '$(GLIBC)' | awk '$$1 == "glibc" { split($$2, n, "."); if (n[1] > 2 || n[2] >= 36) print "yes" }')
LINKER_FLAGS = -Xswiftc -use-ld=lld -Xlinker --no-export-dynamic \
  $(if $(PACKED),-Xlinker -z -Xlinker pack-relative-relocs) \
  -Xlinker --symbol-ordering-file=$(ORDER) -Xlinker --no-warn-symbol-ordering
# Exclusive access is checked when compiling and by every test; checking it again at every use costs the router 4 % of
# what a message costs (0.217 against 0.226 us).
RELEASE_FLAGS = -c release --static-swift-stdlib -Xswiftc -enforce-exclusivity=unchecked \
  -Xswiftc -Xfrontend -Xswiftc -function-sections $(LINKER_FLAGS)
RELEASE_DIR = .build/release

# What is installed besides the programs: where from, and where to below PREFIX.
BELOW = $(DESTDIR)$(PREFIX)
PROGRAMS = banter banterd
FILES = assets/banter.desktop:share/applications/banter.desktop \
  assets/banter.svg:share/icons/hicolor/scalable/apps/banter.svg \
  assets/banterd.conf:share/doc/banter/banterd.conf \
  assets/banterd.service:lib/systemd/system/banterd.service \
  assets/banterd.socket:lib/systemd/system/banterd.socket \
  assets/banter.sysusers:lib/sysusers.d/banter.conf \
  $(foreach page,$(notdir $(wildcard assets/man/*.[1-8])),assets/man/$(page):share/man/man$(subst .,,$(suffix $(page)))/$(page))
COMPLETIONS = $(foreach program,$(PROGRAMS),\
  $(program):bash:share/bash-completion/completions/$(program) \
  $(program):zsh:share/zsh/site-functions/_$(program) \
  $(program):fish:share/fish/vendor_completions.d/$(program).fish)

.PHONY: help deps build release run test checkers crash soak lint format check fuzz faults scan sanitize bench order scripts-screenshot install uninstall clean
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
	@Tests/run.sh --skip-build --skip EndToEndTests
	@python3 Tests/Conformance/run.py
	@# Half a minute of each fuzzer, beside checkers that mostly wait; `make fuzz` looks longer.
	@LANES=5 nice Tests/Fuzz/fuzz.sh 30 >.build/fuzz.log 2>&1 & fuzzers=$$!; \
	$(MAKE) --no-print-directory checkers; checked=$$?; \
	wait $$fuzzers; fuzzed=$$?; cat .build/fuzz.log; exit $$((checked | fuzzed))
	@# By themselves: they measure how quickly the whole answers.
	@Tests/run.sh --skip-build --filter EndToEndTests

checkers:
	@Tests/CrashChecker/crash_checker.py --kills 8
	@Tests/CrashChecker/restart_checker.py
	@# With acks that come too early it must find something.
	@! Tests/CrashChecker/crash_checker.py --kills 4 --patience 5 -- --ack-before-commit >/dev/null

crash: have-swift deps-test
	@$(SWIFT) build --product banterd
	@$(SWIFT) build --product checker-client
	@Tests/CrashChecker/crash_checker.py --kills $(KILLS)

soak: have-swift deps-test
	@BANTER_SOAK_SECONDS=$(SECONDS) $(SWIFT) test --filter SoakTests

lint: have-swift
	@Tests/Lint/lint.sh

format: have-swift
	@$(SWIFT) format format -i -r Package.swift Sources Tests

# Optimised code is other code than what is tested: a release that does not build was once seen late.
check: lint release test

fuzz: have-swift
	@Tests/Fuzz/fuzz.sh $(or $(SECONDS),300) $(TARGETS)

faults: have-swift
	@.ci/deps build faults
	@$(SWIFT) build --product banterd
	@python3 Tests/FaultInjection/faults.py

scan: have-swift
	@.ci/deps build scan
	@$(SWIFT) build --product banterd
	@Tests/TLS/testssl.sh .build/debug/banterd

sanitize: have-swift deps-test
	@Tests/sanitize.sh thread address

bench: have-swift deps-bench release
	@python3 Tests/Bench/bench.py $(RELEASE_DIR)
	@echo
	@python3 Tests/Bench/mixed.py $(RELEASE_DIR)
	@python3 Tests/Bench/nasty.py $(RELEASE_DIR)
	@echo
	@echo "the router under load: $$(nproc) processors, $$(uname -sr), $$(date +%F)"
	@$(RELEASE_DIR)/banter-bench

order: have-swift
	@.ci/deps build order
	@$(MAKE) --no-print-directory release
	@python3 Tests/Bench/order.py $(RELEASE_DIR) $(ORDER)
	@rm $(RELEASE_DIR)/banter
	@$(MAKE) --no-print-directory release

scripts-screenshot: have-swift
	@.ci/deps build scripts test
	@$(MAKE) --no-print-directory release
	@python3 Tests/Demo/scripts.py $(RELEASE_DIR) assets/scripts.png

install:
	@[ -x $(RELEASE_DIR)/banter ] && [ -x $(RELEASE_DIR)/banterd ] || $(MAKE) --no-print-directory release
	@$(INSTALL) -d $(BELOW)/bin
	@$(INSTALL) -s -m 755 $(PROGRAMS:%=$(RELEASE_DIR)/%) $(BELOW)/bin
	@for file in $(FILES); do $(INSTALL) -D -m 644 $${file%%:*} $(BELOW)/$${file##*:} || exit 1; done
	@sed -i 's|/usr/local/bin|$(PREFIX)/bin|' $(BELOW)/lib/systemd/system/banterd.service
	@for entry in $(COMPLETIONS); do file=$(BELOW)/$${entry##*:}; shell=$${entry#*:}; \
	  mkdir -p $${file%/*} && $(RELEASE_DIR)/$${entry%%:*} \
	    --generate-completion-script $${shell%%:*} >$$file && chmod 644 $$file || exit 1; done
	@# So that browsers know who opens banter:// links; a package's own triggers do it otherwise.
	@[ -n "$(DESTDIR)" ] || ! command -v update-desktop-database >/dev/null 2>&1 || \
	  update-desktop-database -q $(BELOW)/share/applications
	@echo "installed banter and banterd in $(BELOW)/bin"

uninstall:
	@for file in $(PROGRAMS:%=bin/%) $(FILES) $(COMPLETIONS); do rm -f $(BELOW)/$${file##*:}; done
	@echo "removed banter and banterd from $(BELOW)/bin"

clean:
	@rm -rf .build .build-tsan .build-asan
