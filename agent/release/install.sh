#!/bin/sh
# Installs fleet-agent, enrols this host and starts the agent. Part of a signed release: the line that runs it checks it first.
# The body is a function, so a file that was cut off runs nothing.
set -eu

say() { printf 'fleet-agent: %s\n' "$1"; }
fail() { printf 'fleet-agent: %s\n' "$1" >&2; exit 1; }

usage() {
  cat <<USAGE
Usage: sh install.sh --hub URL --gateway URL --release SHA256 --token TOKEN [--targets FILE] [--dir DIR] [--state DIR]
                     [--no-start] [--allow-older]
  --hub URL       where the release is fetched from
  --gateway URL   where the agent connects to
  --release HEX   SHA-256 of the release (release.json): files of any other are refused
  --token TOKEN   the one-time token from the fleet's install page
  --targets FILE  what the agent steers on this host
  --dir DIR       where to unpack (default: /opt/fleet-agent as root, else ~/.local/share/fleet-agent)
  --state DIR     key, journal and outbox (default: /var/lib/fleet-agent as root, else ~/.local/state/fleet-agent)
  --no-start      enrol only
  --allow-older   take a release that is older than what is installed
USAGE
}

read_arguments() {
  token='' targets='' start=yes dir='' state='' HUB='' GATEWAY='' RELEASE='' older=no
  while [ $# -gt 0 ]; do
    case "$1" in
      --token|--targets|--dir|--state|--hub|--gateway|--release)
        [ $# -ge 2 ] || fail "$1 needs a value."
        case "$1" in
          --token) token=$2 ;; --targets) targets=$2 ;; --dir) dir=$2 ;; --state) state=$2 ;;
          --hub) HUB=$2 ;; --gateway) GATEWAY=$2 ;; --release) RELEASE=$2 ;;
        esac
        shift 2 ;;
      --no-start) start=no; shift ;;
      --allow-older) older=yes; shift ;;
      -h|--help) usage; exit 0 ;;
      *) fail "unknown option $1; --help lists them." ;;
    esac
  done
  [ -n "$HUB" ] && [ -n "$GATEWAY" ] && [ -n "$RELEASE" ] || fail 'no --hub, --gateway or --release given; copy the whole line from the install page.'
  [ -n "$token" ] || fail 'no --token given; copy the whole line from the install page.'
  if [ -n "$targets" ]; then
    [ -r "$targets" ] || fail "the targets file $targets cannot be read."
    case "$targets" in /*) ;; *) targets=$(pwd)/$targets ;; esac
  fi
  if [ "$(id -u)" -eq 0 ]; then
    dir=${dir:-/opt/fleet-agent} state=${state:-/var/lib/fleet-agent}
  else
    [ -n "${HOME:-}" ] || fail 'HOME is not set; give --dir and --state.'
    dir=${dir:-$HOME/.local/share/fleet-agent} state=${state:-$HOME/.local/state/fleet-agent}
  fi
}

check_platform() {
  case "$(uname -s)" in Linux) os=linux ;; Darwin) os=darwin ;; *) os=$(uname -s) ;; esac
  case "$(uname -m)" in x86_64|amd64) cpu=x64 ;; aarch64|arm64) cpu=arm64 ;; *) cpu=$(uname -m) ;; esac
  PLATFORM=$os-$cpu
  for tool in tar mktemp; do command -v "$tool" >/dev/null 2>&1 || fail "$tool is missing; install it and run the line again."; done
}

fetch() {
  if command -v curl >/dev/null 2>&1; then curl -fsSL "$1" -o "$2"
  elif command -v wget >/dev/null 2>&1; then wget -q "$1" -O "$2"
  else fail 'neither curl nor wget is here; install one and run the line again.'; fi
}

digest_of() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum "$1" | cut -d ' ' -f 1
  elif command -v shasum >/dev/null 2>&1; then shasum -a 256 "$1" | cut -d ' ' -f 1
  elif command -v openssl >/dev/null 2>&1; then openssl dgst -sha256 -r "$1" | cut -d ' ' -f 1
  else fail 'no tool for SHA-256 is here (sha256sum, shasum or openssl).'; fi
}

# Before the one-time token is spent.
check_targets() {
  if [ -n "$targets" ] || [ "$start" = no ] || [ -f "$state/targets.json" ]; then return; fi
  fail 'no --targets given, and this host has none from before: name the file that says what the agent may steer.'
}

# The line names the release by its digest; the release names the archive by its own.
read_release() {
  fetch "$HUB/downloads/release.json" "$work/release.json" || fail "the release cannot be had from $HUB."
  [ "$(digest_of "$work/release.json")" = "$RELEASE" ] || fail 'the hub hands out another release than the line names; nothing was installed. Make a new line, and check it with: fleet install-line'
  VERSION=$(sed -n 's/.*"version":"\([0-9.]*\)".*/\1/p' "$work/release.json")
  SHA256=$(sed -n "s/.*\"name\":\"fleet-agent-$PLATFORM.tar.gz\",\"sha256\":\"\([0-9a-f]*\)\".*/\1/p" "$work/release.json")
  [ -n "$SHA256" ] || fail "this host is $PLATFORM; release $VERSION has no agent for it."
}

# An older release with a known fault must not come back by itself.
refuse_older() {
  [ "$older" = no ] && [ -f "$dir/.version" ] || return 0
  installed=$(cat "$dir/.version")
  newest=$(printf '%s\n%s\n' "$installed" "$VERSION" | sort -t . -k 1,1n -k 2,2n -k 3,3n | tail -n 1)
  [ "$newest" = "$VERSION" ] || fail "release $VERSION is older than what is installed ($installed); to go back on purpose add --allow-older."
}

install_files() {
  mkdir -p "$dir" 2>/dev/null && [ -w "$dir" ] || fail "cannot write to $dir; give another folder with --dir."
  mkdir -p "$state" 2>/dev/null && [ -w "$state" ] || fail "cannot write to $state; give another folder with --state."
  chmod 700 "$state"
  work=$(mktemp -d) || fail 'cannot make a temporary folder.'
  trap 'rm -rf "$work"' EXIT
  read_release
  if [ -f "$dir/.sha256" ] && [ "$(cat "$dir/.sha256")" = "$SHA256" ]; then say "this version is in $dir already."; return; fi
  refuse_older
  say "downloading the agent for $PLATFORM ..."
  fetch "$HUB/downloads/fleet-agent-$PLATFORM.tar.gz" "$work/agent.tar.gz" || fail "the download from $HUB failed."
  [ "$(digest_of "$work/agent.tar.gz")" = "$SHA256" ] || fail 'the download is not the file of the release (SHA-256 differs); nothing was installed.'
  mkdir "$work/new"
  tar -xzf "$work/agent.tar.gz" -C "$work/new" || fail 'the archive cannot be unpacked.'
  top=$work/new
  [ -f "$top/fleet-agent.mjs" ] || top=$(dirname "$(find "$work/new" -maxdepth 2 -name fleet-agent.mjs | head -n 1)")
  [ -f "$top/fleet-agent.mjs" ] && [ -x "$top/bin/fleet-agent" ] || fail 'the archive is not a fleet-agent.'
  for part in "$top"/* ; do rm -rf "$dir/$(basename "$part")"; mv "$part" "$dir/"; done
  # The archive's own launcher knows which limits keep the agent small.
  ln -sf bin/fleet-agent "$dir/fleet-agent"
  printf '%s\n' "$SHA256" > "$dir/.sha256"
  printf '%s\n' "$VERSION" > "$dir/.version"
  say "installed in $dir."
}

enrol() {
  # One that runs already would go on as the host it was.
  if [ -d /run/systemd/system ] && systemctl is-active --quiet fleet-agent 2>/dev/null; then systemctl stop fleet-agent || true; fi
  "$dir/fleet-agent" stop --state "$state" >/dev/null 2>&1 || true
  set -- enrol --gateway "$GATEWAY" --token "$token" --state "$state" --force
  if [ -n "$targets" ]; then set -- "$@" --targets "$targets"; fi
  "$dir/fleet-agent" "$@" || fail 'enrolling failed, for the reason above.'
}

start_with_systemd() {
  cat > /etc/systemd/system/fleet-agent.service <<UNIT
[Unit]
Description=Fleet Persona agent
After=network-online.target
Wants=network-online.target

[Service]
ExecStart="$dir/fleet-agent" run --state "$state"
WorkingDirectory=/
Restart=always
RestartSec=2

[Install]
WantedBy=multi-user.target
UNIT
  systemctl daemon-reload && systemctl enable --quiet fleet-agent && systemctl restart fleet-agent || fail 'systemd refused to start fleet-agent; see: journalctl -u fleet-agent'
  say 'running under systemd. Stop it with: systemctl stop fleet-agent'
}

start_in_background() {
  nohup "$dir/fleet-agent" run --state "$state" >> "$state/fleet-agent.log" 2>&1 < /dev/null &
  agent=$!
  sleep 1
  kill -0 "$agent" 2>/dev/null || fail "the agent stopped at once: $(tail -n 1 "$state/fleet-agent.log")"
  say "running in the background as process $agent, log in $state/fleet-agent.log"
  say "stop it with: '$dir/fleet-agent' stop --state '$state'"
}

main() {
  read_arguments "$@"
  check_platform
  check_targets
  install_files
  enrol
  [ "$start" = yes ] || { say "enrolled. Start it with: '$dir/fleet-agent' run --state '$state'"; return; }
  if [ "$(id -u)" -eq 0 ] && [ -d /run/systemd/system ]; then start_with_systemd; else start_in_background; fi
}

main "$@"
