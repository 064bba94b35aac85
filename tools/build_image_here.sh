#!/usr/bin/env bash
# The image where no registry is reached: a base of Debian's packages, two builds held against each other, one asked.
#   tools/build_image_here.sh [FOLDER]
# As root on Debian, with buildah and debootstrap. FOLDER keeps base and images; without it nothing stays.
# SUITE is the base's Debian release, else this machine's. pip takes its index and certificates from its settings here.
set -euo pipefail
cd "$(dirname "$0")/.."

# shellcheck source=/dev/null
suite=${SUITE:-$(. /etc/os-release && echo "$VERSION_CODENAME")}
if [ $# -gt 0 ]; then
  mkdir -p "$1"
  work=$(realpath "$1")
else
  work=$(mktemp -d)
  trap 'rm -rf --one-file-system "$work"' EXIT
fi
base=localhost/aicc-base:$suite image=localhost/aicc-chatbot
made_at=$(git log -1 --format=%ct)

builder() {
  nice -n 10 buildah --root "$work/store" --runroot "$work/run" --storage-driver vfs "$@"
}

make_base() {
  local from made
  from=$(apt-get indextargets --format "\$(SITE)" "Label: Debian" "Identifier: Packages" | head -n 1)
  echo "image: a base of Debian $suite"
  rm -rf "$work/root"
  nice -n 10 debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates "$suite" "$work/root" "$from" >"$work/base.log"
  rm -rf "$work"/root/var/cache/apt/* "$work"/root/var/lib/apt/lists/*
  made=$(builder from scratch)
  builder copy --quiet "$made" "$work/root" /
  builder commit --quiet --rm "$made" "$base" >/dev/null
  rm -rf "$work/root"
}

# What pip is told here, for the build stage alone: mounted, never copied.
pip_settings() {
  local found
  found=$(python3 -m pip config list | sed -nE "s/^(global|install|:env:)\.(index-url|extra-index-url|trusted-host|proxy)='(.*)'$/\2 = \3/p" | tac | sort -u -t ' ' -k 1,1)
  (umask 077 && printf '[global]\ntimeout = 180\n%s\n' "$found" >"$work/pip.conf")
  mounts=(--volume "$work/pip.conf:/etc/pip.conf:ro")
  found=$(python3 -m pip config list | sed -nE "s/^(global|install|:env:)\.cert='(.*)'$/\2/p" | tail -n 1)
  if [ -n "$found" ]; then
    echo "cert = /etc/pip-certificates.pem" >>"$work/pip.conf"
    mounts+=(--volume "$found:/etc/pip-certificates.pem:ro")
  fi
}

# Docker's format keeps the health check; the time of the commit is the time of every file.
build() {
  echo "image: building $1"
  builder build --isolation chroot --format docker --no-cache --timestamp "$made_at" \
    --build-arg BASE="$base" "${mounts[@]}" --file infra/docker/Dockerfile --tag "$image:$1" . >"$work/$1.log" 2>&1 ||
    { tail -n 30 "$work/$1.log" && return 1; }
}

layers() {
  builder inspect --type image --format '{{range .OCIv1.RootFS.DiffIDs}}{{println .}}{{end}}' "$image:$1"
}

told() {
  builder inspect --type image --format "$1" "$image:first"
}

builder inspect --type image "$base" >/dev/null 2>&1 || make_base
pip_settings
build first
build second
first=$(builder from "$image:first") second=$(builder from "$image:second")
root=$(builder mount "$first")
if [ "$(layers first)" = "$(layers second)" ]; then
  echo "image: both builds have the same layers: $(layers first | cut -c 8-19 | xargs)"
else
  echo "image: the builds differ:"
  diff -rq --no-dereference "$root" "$(builder mount "$second")" | head -n 20 || true
  exit 1
fi
builder images --format '{{.Name}}:{{.Tag}} {{.Size}}' | sort -u

told '{{range .Docker.Config.Env}}{{println .}}{{end}}' >"$work/environment"
told '{{range .Docker.Config.Entrypoint}}{{println .}}{{end}}{{range .Docker.Config.Cmd}}{{println .}}{{end}}' >"$work/command"
told '{{range .Docker.Config.Healthcheck.Test}}{{println .}}{{end}}' >"$work/health"
# A network of its own without a way out, and mounts that end with it
unshare --mount --net --pid --fork --kill-child --mount-proc \
  tools/ask_image_here.sh "$root" "$(told '{{.Docker.Config.User}}')" "$work"
builder rm "$first" "$second" >/dev/null
