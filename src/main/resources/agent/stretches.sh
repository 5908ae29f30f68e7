# Stretches of history: which to tell, told in calls that are kept until Towline has each, and remembered when it has all.
#
#   towline-backfill-<user id>/<what is told to whom>/told      "from to" of each stretch that Towline has, and the refs
#   towline-backfill-<user id>/<what is told to whom>/calls/    the calls of the stretch that is being told; those gone are with Towline
#
# So a run that is interrupted goes on where it stopped, and one that is repeated sends only what is new.

zeros=0000000000000000000000000000000000000000

open_state() {
  state=$(git rev-parse --git-dir)/towline-backfill-$(id -u)/$(printf '%s\n' "$url" "$repository" "$gaps" "$since" "$files_told" "$emails_told" | sha256 | cut -c 1-12)
  mkdir -p "$state" && touch "$state/told"
}

# In a dry run nothing is kept, so that a real run sends everything that was shown.
open_dry_state() {
  state=$scratch/state
  rm -rf "$state"
  mkdir "$state"
  : >"$state/told"
}

# beginning TIP: the beginning of all, or where the branch stood at the day of --since.
beginning() {
  start=
  [ -z "$since" ] || start=$(git rev-list -1 --first-parent --before="$since" "$1")
  printf '%s' "${start:-$zeros}"
}

# Every branch and tag: its history, as far as no earlier one told it; and then where they stand.
tell_refs() {
  server_refs >"$scratch/refs"
  while read -r tip ref; do
    after=$(git rev-parse -q --verify "$tip^{commit}" 2>/dev/null) || continue # a tag of a file
    before=$(beginning "$after")
    ! grep -qxF "$before $after" "$state/told" || continue
    tell_stretch "$(sed -n 's/^[0-9a-f]* \([0-9a-f]*\)$/^\1/p' "$state/told")" || return 1
  done <"$scratch/refs"
  tell_tips
}

# tell_stretch EXCLUSIONS: the commits that $after reaches, and $before and the exclusions do not.
tell_stretch() {
  if [ ! -f "$state/stretch" ] || [ "$(cat "$state/stretch")" != "$ref $before $after" ]; then
    make_stretch "$1"
  fi
  send_calls "$ref" || return 1
  rm -rf "$state/stretch" "$state/calls"
  printf '%s %s\n' "$before" "$after" >>"$state/told"
}

make_stretch() {
  rm -rf "$state/stretch" "$state/calls"
  mkdir "$state/calls"
  begin_calls "$state/calls"
  at=$(date -u '+%Y-%m-%dT%H:%M:%SZ')
  printf '%s\n^%s\n%s\n' "$after" "$before" "$1" | sed '/^^*0*$/d' | git rev-list --ignore-missing --topo-order --reverse --stdin >"$scratch/shas"
  parts=$(commits_told "$scratch/part" <"$scratch/shas")
  parts=${parts#* }
  part=1
  while [ "$part" -le "$parts" ]; do
    write_recount "$part" false
    part=$((part + 1))
  done
  rm -f "$scratch"/part*
  printf '%s %s %s\n' "$ref" "$before" "$after" >"$state/stretch"
}

# Where branches and tags stand: as of a second before their last commits, so that it never overrules what a push told.
tell_tips() {
  rm -rf "$state/calls"
  mkdir "$state/calls"
  begin_calls "$state/calls"
  at=$(date -u '+%Y-%m-%dT%H:%M:%SZ')
  now=$(date +%s)
  : >"$scratch/tips"
  while read -r tip ref; do
    after=$(git rev-parse -q --verify "$tip^{commit}" 2>/dev/null) || continue
    ! grep -qxF "$after $ref" "$state/told" || continue
    since_when=$(git log -1 --format=%ct "$after")
    [ "$since_when" -le "$now" ] || since_when=$now # a clock that was ahead
    printf '{"ref":%s,"before":"","after":"%s","forced":false,"at":%s,"total":0,"commits":[]}' \
      "$(json "$ref")" "$after" "$((since_when - 1))" >"$scratch/movement"
    append_movement
    printf '%s %s\n' "$after" "$ref" >>"$scratch/tips"
  done <"$scratch/refs"
  end_call
  send_calls 'where its branches and tags stand' || return 1
  cat "$scratch/tips" >>"$state/told"
}

# send_calls WHAT: sends and removes each call.
send_calls() {
  count=$(find "$state/calls" -type f | wc -l)
  count=$((count))
  sent=0
  for call in "$state/calls"/*; do
    [ -f "$call" ] || continue
    progress "$1" "$sent" "$count"
    send_call "$call" || return 1
    rm "$call"
    sent=$((sent + 1))
  done
  [ "$count" -eq 0 ] || progress "$1" "$count" "$count"
}

send_call() {
  if [ "$dry_run" = yes ]; then
    show "${1##*.}" "$(date +%s)" "$1"
    return 0
  fi
  deliver "${1##*.}" "$(date +%s)" "$1" || return 1
  polite
}

# After so many calls a second, to Towline or to a git server, a pause.
polite() {
  calls_made=$((calls_made + 1))
  [ $((calls_made % rate)) -ne 0 ] || sleep 1
}
