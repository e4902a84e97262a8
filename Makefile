# For developers: `make run` and `make test` do all set-up by themselves, `make` alone lists what there is.
# On a fresh Debian 12 nothing but Python 3.11, git and make is needed beforehand.

VENV := .venv
BIN := $(VENV)/bin
# Holds the folder that the environment was made in: a moved checkout gets a new one.
STAMP := $(VENV)/.set-up

# The first that is new enough. `make clean setup PYTHON=python3.13` chooses another.
PYTHON ?= $(shell for python in python3.11 python3.12 python3.13 python3; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)

# Debian's package, a colon, and what shows that it (or another distribution's) is there already: a library,
# a command or a font. They are what `ldd` finds missing on a bare Debian 12 (debootstrap --variant=minbase)
# for PySide6-Essentials 6.11's QtWidgets and QtSvg, and for Qt's offscreen, xcb and wayland platforms.
RUN_PACKAGES := \
	libdbus-1-3:libdbus-1.so.3 \
	libegl1:libEGL.so.1 \
	libfontconfig1:libfontconfig.so.1 \
	libgl1:libGL.so.1 \
	libglib2.0-0:libglib-2.0.so.0 \
	libxkbcommon0:libxkbcommon.so.0 \
	libx11-xcb1:libX11-xcb.so.1 \
	libxcb-cursor0:libxcb-cursor.so.0 \
	libxcb-icccm4:libxcb-icccm.so.4 \
	libxcb-image0:libxcb-image.so.0 \
	libxcb-keysyms1:libxcb-keysyms.so.1 \
	libxcb-randr0:libxcb-randr.so.0 \
	libxcb-render-util0:libxcb-render-util.so.0 \
	libxcb-shape0:libxcb-shape.so.0 \
	libxcb-sync1:libxcb-sync.so.1 \
	libxcb-xfixes0:libxcb-xfixes.so.0 \
	libxcb-xkb1:libxcb-xkb.so.1 \
	libxkbcommon-x11-0:libxkbcommon-x11.so.0 \
	libwayland-client0:libwayland-client.so.0 \
	libwayland-cursor0:libwayland-cursor.so.0 \
	libwayland-egl1:libwayland-egl.so.1 \
	fonts-dejavu-core:fonts

# Some tests run the real program on a screen of their own (`xvfb-run` wants xauth), some read its recordings with
# another program than it was written with, and some look at the shared page in a real browser.
TEST_PACKAGES := xvfb:Xvfb xauth:xauth xdotool:xdotool ffmpeg:ffprobe chromium:chromium binutils:objdump

# PyInstaller reads and strips libraries with them.
DIST_PACKAGES := binutils:objdump xz-utils:xz
SMOKE_PACKAGES := debootstrap:debootstrap

.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help setup run test lint format board bench dist deb smoke soak screenshots pin clean run-packages test-packages dist-packages smoke-packages

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' Makefile

setup: run-packages $(STAMP) ## Make .venv and install what AtomCam needs (run and test do it too)
	@echo "Ready: make run starts AtomCam, make test tests it."

run: run-packages $(STAMP) ## Start AtomCam with its demo camera; more arguments by ARGS="..."
	@"$(BIN)/atomcam" --demo $(ARGS)

test: test-packages lint ## Lint, then run the tests; pytest's arguments by ARGS="..."
	@"$(BIN)/python" -m pytest --numprocesses=4 --dist=loadfile --durations=10 $(ARGS)

lint: $(STAMP) ## Check format, style and types
	@"$(BIN)/python" -m ruff format --check .
	@"$(BIN)/python" -m ruff check .
	@"$(BIN)/python" -m mypy

format: $(STAMP) ## Put the code into its format, and mend what ruff can
	@"$(BIN)/python" -m ruff check --fix --exit-zero --quiet .
	@"$(BIN)/python" -m ruff format .

board: $(STAMP) ## Start a virtual board that streams to `atomcam serve` here; more arguments by ARGS="..."
	@"$(BIN)/python" -m tests.fakes.virtual_board --host 127.0.0.1 $(ARGS)

bench: test-packages $(STAMP) ## Measure; arguments by ARGS="..."
	@"$(BIN)/python" -m tests.bench $(ARGS)

dist: dist-packages $(STAMP) ## Build the program to install: a folder, and an archive of it, in dist/
	@"$(BIN)/python" resources/installers/make_icons.py build/icons
	@"$(BIN)/python" -m PyInstaller --noconfirm --log-level ERROR --workpath build/pyinstaller atomcam.spec
	@"$(BIN)/python" resources/installers/make_archive.py dist/atomcam dist

deb: dist ## Build the Debian package from it
	@"$(BIN)/python" resources/installers/linux/make_deb.py dist/atomcam build/icons dist

smoke: test-packages smoke-packages $(STAMP) ## Build the program, and use it as its users do; pytest's arguments by ARGS="..."
	@"$(BIN)/python" -m pytest -m "installer or not installer" --durations=10 tests/smoke $(ARGS)

soak: test-packages $(STAMP) ## Use the real window for half an hour under load; how long by ARGS="--minutes 5"
	@"$(BIN)/python" -m tests.soak $(ARGS)

screenshots: test-packages $(STAMP) ## Make the pictures of README anew, from the real program; some by ARGS="window wall"
	@"$(BIN)/python" -m tests.screenshots $(ARGS)

pin: $(STAMP) ## Pin the cameras' firmware, as in make pin RELEASE=v0.6.2; ARGS=--bundle also takes it into the build
	@"$(BIN)/python" -m atomcam_gui.provisioning.firmware.pin_firmware $(RELEASE) $(ARGS)

clean: ## Remove .venv and everything else that was made here
	@rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -path ./.git -prune -o -type d -name __pycache__ -prune -exec rm -rf {} +

# A stamp's date does not tell that the Python beneath went away, or that the checkout moved.
READY := $(shell [ -x $(BIN)/python ] && [ "$$(cat $(STAMP) 2>/dev/null)" = "$$(pwd -P)" ] && echo yes)
ifndef READY
.PHONY: $(STAMP)
endif

run-packages:
	@python="$(if $(READY),,$(PYTHON))" sh -c "$$NEED_PACKAGES" need $(RUN_PACKAGES)

test-packages:
	@python="$(if $(READY),,$(PYTHON))" sh -c "$$NEED_PACKAGES" need $(RUN_PACKAGES) $(TEST_PACKAGES)

smoke-packages:
	@python="$(if $(READY),,$(PYTHON))" sh -c "$$NEED_PACKAGES" need $(DIST_PACKAGES) $(SMOKE_PACKAGES)

dist-packages:
	@python="$(if $(READY),,$(PYTHON))" sh -c "$$NEED_PACKAGES" need $(RUN_PACKAGES) $(DIST_PACKAGES)

$(STAMP): pyproject.toml
	@python="$(PYTHON)" sh -c "$$NEED_PACKAGES" need
	@python="$(PYTHON)" sh -c "$$MAKE_VENV"

# Without a finished environment's stamp nothing in .venv is trusted; with it, only the changes are installed.
define MAKE_VENV
if [ -z "$$python" ]; then
	echo "AtomCam needs Python 3.11 or newer. If you have one, name it: make setup PYTHON=/path/to/python3" >&2
	exit 1
fi
log=$$(mktemp) || exit 1
trap 'rm -f "$$log"' EXIT
fail() {
	echo "$$1 The end of what was reported:" >&2
	tail -n 20 "$$log" >&2
	exit 1
}
if [ -x $(BIN)/python ] && [ "$$(cat $(STAMP) 2>/dev/null)" = "$$(pwd -P)" ]; then
	echo "Bringing .venv up to date…"
else
	echo "Setting up (once, about a minute)…"
	"$$python" -m venv --clear $(VENV) >"$$log" 2>&1 </dev/null || fail "Could not make .venv with $$python."
fi
PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --no-input --quiet -e '.[dev]' >"$$log" 2>&1 </dev/null ||
	fail "Could not install what AtomCam needs into .venv."
pwd -P >$(STAMP)
endef
export MAKE_VENV

# Arguments are PACKAGE:SIGN. Installs what is missing, or says the one command that does, or (where there is
# no apt) says what the system's own packages should bring.
define NEED_PACKAGES
[ "$$(uname)" = Linux ] || exit 0
PATH=$$PATH:/usr/sbin:/sbin
libraries=$$(ldconfig -p 2>/dev/null)
have() {
	case $$1 in
	*.so.*) case $$libraries in "" | *"	$$1 "*) true ;; *) false ;; esac ;;
	fonts) find /usr/share/fonts /usr/local/share/fonts "$$HOME/.fonts" "$$HOME/.local/share/fonts" \
		-name '*.[ot]t[fc]' 2>/dev/null | grep -q . ;;
	*) command -v "$$1" >/dev/null ;;
	esac
}
packages="" signs=""
for need; do
	have "$${need#*:}" || packages="$$packages $${need%%:*}" signs="$$signs $${need#*:}"
done
apt=$$(command -v apt-get)
if [ -n "$$signs" ] && [ -z "$$apt" ]; then
	echo "AtomCam needs these from your system's packages:$$signs" >&2
fi
if [ -n "$$apt" ] && [ -n "$$python" ] && ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then
	# Debian's own Python comes without what makes an environment.
	packages=$$packages$$("$$python" -c 'import sys; sys.base_prefix == "/usr" and print(" python%d.%d-venv" % sys.version_info[:2])' 2>/dev/null)
fi
[ -n "$$packages" ] && [ -n "$$apt" ] || exit 0

if [ "$$(id -u)" = 0 ]; then
	as_root="env"
elif sudo -n true 2>/dev/null; then
	as_root="sudo -n env"
else
	command -v sudo >/dev/null && root="sudo sh" || root="su -"
	echo "AtomCam needs more of the system's packages. Please type this once, and then try again:" >&2
	printf '\n    %s\n\n' "$$root -c 'apt-get update && apt-get install -y --no-install-recommends$$packages'" >&2
	exit 1
fi
echo "Installing system packages (once):$$packages"
log=$$(mktemp) || exit 1
trap 'rm -f "$$log"' EXIT
install() {
	$$as_root DEBIAN_FRONTEND=noninteractive apt-get install -qy -o DPkg::Lock::Timeout=120 \
		--no-install-recommends $$packages >>"$$log" 2>&1 </dev/null
}
install || { $$as_root apt-get update -q >>"$$log" 2>&1 </dev/null && install; } || {
	echo "apt-get could not install them. The end of what it reported:" >&2
	tail -n 20 "$$log" >&2
	exit 1
}
endef
export NEED_PACKAGES
