# The commands of the README. What is missing on a Debian machine is installed first, by apt.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c

TARGET := $(or $(CARGO_TARGET_DIR),target)
TOOLS := $(TARGET)/tools
export PATH := $(abspath $(TOOLS))/bin:$(PATH)

# Of `make run`.
DATA ?= vitrine-data
HTTP ?= 127.0.0.1:8080
LISTEN ?= 127.0.0.1:8443
VITRINE := $(TARGET)/debug/vitrine --data-dir $(DATA)

# Installs packages, as root or through sudo.
sudo := $(if $(filter-out 0,$(shell id -u)),sudo)
install = { $(sudo) apt-get -q update && $(sudo) env DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends $(1); }

.PHONY: help run test stories bench ui compiler chromium postgresql python curl cargo-deny wrk clients sshd vips pictures

help:
	@echo 'make run     build, fill a demo catalogue, serve it on $(HTTP)'
	@echo 'make test    all checks and tests, on SQLite, PostgreSQL and S3'
	@echo 'make stories  the admin interface in a browser, on the demo'
	@echo 'make bench   measure, beside the limits of this machine'

run: compiler ui
	cargo build --locked
	@[ -e $(DATA)/vitrine.db ] || $(VITRINE) demo
	@if $(VITRINE) token list | grep -q '^make-run '; then $(VITRINE) token revoke --name make-run; fi
	@token=$$($(VITRINE) token create --name make-run); \
	printf '\n  admin  http://$(HTTP)/admin  (sign in; the first time by the one-time link below)\n  page   http://$(HTTP)/api    (Authorize takes the token; then try GET /api/documents)\n  token  %s\n\n  curl -H "Authorization: Bearer %s" http://$(HTTP)/api/documents/alder-armchair\n\n' $$token $$token
	@exec $(VITRINE) serve --listen $(LISTEN) --http $(HTTP)

test: compiler ui postgresql python curl cargo-deny clients sshd pictures
	tests/all.sh

bench: compiler ui postgresql python wrk vips chromium
	bench/run.py
	bench/renditions.py
	bench/ui.mjs

# The admin interface, made anew where something of it is newer; the compiler puts it into the binary.
ui: ui/dist/index.html

ui/dist/index.html: ui/node_modules/.package-lock.json $(shell find ui/src ui/public ui/dev ui/*.* -type f -not -name schema.d.ts)
	npm run build --prefix ui --silent
	@touch $@

ui/node_modules/.package-lock.json: ui/package-lock.json
	@command -v npm >/dev/null || $(call install,nodejs npm)
	npm ci --prefix ui --silent --no-audit --no-fund
	@touch $@

compiler:
	@command -v cc >/dev/null || $(call install,build-essential)

postgresql:
	@[ -n "$${PG_BIN:-}" ] || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || $(call install,postgresql)

python:
	@command -v python3 >/dev/null || $(call install,python3)

# By the story of docs/terminal.md, which is run as it stands.
curl:
	@command -v curl >/dev/null || $(call install,curl)

# What the tests try the description of the API with, and their servers of S3 and FTP, in the versions of tests/tools.
clients: $(TOOLS)/python/made $(TOOLS)/node/made

$(TOOLS)/python/made: tests/tools/requirements.txt | python
	@python3 -c 'import ensurepip' 2>/dev/null || $(call install,python3-venv)
	python3 -m venv --clear $(@D)
	$(@D)/bin/pip install --quiet --disable-pip-version-check --no-deps --requirement $<
	@touch $@

$(TOOLS)/node/made: tests/tools/package-lock.json tests/tools/package.json
	@command -v npm >/dev/null || $(call install,nodejs npm)
	@mkdir -p $(@D)
	@cp $^ $(@D)/
	npm ci --prefix $(@D) --silent --no-audit --no-fund
	@touch $@

# The server of SFTP that tests talk to, each to one of its own, with accounts that it alone knows. Its program is wanted,
# not the service that Debian would make of it.
sshd:
	@[ -x /usr/sbin/sshd ] || { $(sudo) mkdir -p /etc/ssh && $(sudo) touch /etc/ssh/sshd_not_to_be_run && $(call install,openssh-server); }
	@{ command -v ssh-keygen && command -v openssl && compgen -G '/usr/lib/*/libnss_wrapper.so'; } >/dev/null || $(call install,openssh-client openssl libnss-wrapper)

# Other programs that pictures are held against, and those that draw what isn't read by ours.
pictures: vips
	@{ { command -v magick || command -v convert-im6.q16; } && command -v tiff2rgba && command -v bwrap && command -v pdftocairo && command -v heif-convert && command -v ffmpeg; } >/dev/null || $(call install,imagemagick libtiff-tools bubblewrap poppler-utils libheif-examples ffmpeg)

# The admin interface in a real browser, on the demo.
stories: compiler ui chromium
	cargo build --locked
	npm run stories --prefix ui --silent

# The browser that the interface's stories are told in.
chromium:
	@command -v chromium >/dev/null || $(call install,chromium)

# What renditions are measured beside.
vips:
	@{ command -v vips && command -v vipsthumbnail; } >/dev/null || $(call install,libvips-tools)

wrk:
	@command -v wrk >/dev/null || $(call install,wrk)

cargo-deny:
	@command -v cargo-deny >/dev/null || cargo install --quiet --debug --locked --root $(TOOLS) cargo-deny@0.20.2
