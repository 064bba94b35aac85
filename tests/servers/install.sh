#!/usr/bin/env bash
# What some suites need beside Python: Debian's redis-server, nginx, Chromium and a Korean font,
# and Java with Maven for an Elasticsearch node.
# As root on Debian they are installed; anywhere else the suites that miss them say so by name.
set -euo pipefail

declare -A package_of=([redis-server]=redis-server [nginx]=nginx-light [chromium]=chromium [javac]=openjdk-17-jdk-headless [mvn]=maven)
missing=()
PATH=$PATH:/usr/sbin # where Debian puts nginx
for program in "${!package_of[@]}"; do
  command -v "$program" >/dev/null || missing+=("${package_of[$program]}")
done
[ -d /usr/share/fonts/opentype/noto ] || missing+=(fonts-noto-cjk)
[ "${#missing[@]}" -gt 0 ] || exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "test set-up: missing ${missing[*]}: the suites that need them will be skipped by name"
  exit 0
fi
echo "test set-up: installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
if ! { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
  echo "test set-up: could not install them:"
  tail -n 5 "$log"
fi
rm -f "$log"
