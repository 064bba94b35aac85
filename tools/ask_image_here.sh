#!/usr/bin/env bash
# Starts an unpacked image as a container would have it, and asks it: build_image_here.sh calls this in namespaces of its own.
#   ask_image_here.sh ROOT USER FOLDER     FOLDER has the image's environment, command and health check, a word a line
set -euo pipefail
root=$1 user=$2 folder=$3
here=http://127.0.0.1:8000 secret=made-up-secret-of-the-trial-with-32-characters

ip link set lo up
mount --bind "$root" "$root"
mount -o remount,ro,bind "$root"
for name in tmp data; do mount -t tmpfs tmpfs "$root/$name"; done
chown "$user" "$root/data"
chmod 1777 "$root/tmp"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"

mapfile -t environment < <(grep . "$folder/environment")
mapfile -t command < <(grep . "$folder/command")
mapfile -t health < <(grep . "$folder/health" | tail -n +2) # behind the word CMD

# Before [NAME=VALUE…] COMMAND…: becomes it, so that its process is the one started
inside=(setpriv --no-new-privs chroot "--userspec=$user" --groups= "$root" env -i "${environment[@]}")

fail() {
  echo "image: $*"
  cat "$folder/service.log"
  exit 1
}

asked() { # what came back, the status last
  curl --silent --show-error --write-out '\n%{http_code}\n' --header "Content-Type: application/json" "$@"
}

touch "$root/opt/aicc/x" 2>/dev/null && fail "its root can be written"
"${inside[@]}" "${command[@]}" >"$folder/service.log" 2>&1 && fail "it starts without a secret"
grep -q JWT_SECRET "$folder/service.log" || fail "it does not say that its secret is missing"
echo "image: without a secret it stops, and says so"

started=$(date +%s%N)
"${inside[@]}" JWT_SECRET="$secret" "${command[@]}" >"$folder/service.log" 2>&1 &
service=$!
for _ in {1..300}; do
  curl --silent --output /dev/null "$here/health" && break
  kill -0 "$service" 2>/dev/null || fail "it stopped"
  sleep 0.2
done
healthy=$(date +%s%N)
body='{"user_id": "trial", "session_id": "trial-1", "message": "카드 분실 신고는 어떻게 해요?"}'
[ "$(asked --data "$body" "$here/chat" | tail -n 1)" = 401 ] || fail "/chat wants no token"
token=$("${inside[@]}" python3 -c "import jwt; print(jwt.encode({'user_id': 'trial'}, '$secret'))")
asked_at=$(date +%s%N)
answer=$(asked --data "$body" --header "Authorization: Bearer $token" "$here/chat")
[ "$(tail -n 1 <<<"$answer")" = 200 ] || fail "/chat: $answer"
answered=$(date +%s%N)
"${inside[@]}" "${health[@]}" || fail "its health check fails"

echo "image: /health $(asked "$here/health" | head -n 1)"
echo "image: /chat $(head -n 1 <<<"$answer" | cut -c 1-300)"
echo "image: healthy after $(((healthy - started) / 1000000)) ms, the first question took $(((answered - asked_at) / 1000000)) ms"
echo "image: it runs as user $(stat -c %u "/proc/$service"), its root is read-only"
kill "$service"
wait "$service" || true
"${inside[@]}" "${health[@]}" 2>/dev/null && fail "its health check passes without a service"
echo "image: it may be used"
