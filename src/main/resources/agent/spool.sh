# The spool: what was pushed and not yet told. A push is written down first, in a few lines, and told afterwards in the
# background: so no push waits for us, and none is lost when Towline, the network or this machine is down.
#
#   1764102754-0004711      a push: when, which refs moved, and which commits were here before it
#   1764102754-0004711.d/   the calls that tell it, in their order: 00001.push, 00002.recount …
#
# A call is removed when Towline has it, and the push with its last call. Whatever is interrupted goes on where it stopped; a call
# that is sent twice is taken once.

# 100 MB hold more than a hundred thousand pushes; a repository's disk is not to fill up because of us.
spool_kilobytes=102400
# git throws away what no branch reaches after two weeks: an older push could not be told whole.
spool_days=13
# Naming more of the commits that were here before only makes lists shorter; it never loses one.
most_tips=2000

open_spool() {
  spool=$(git rev-parse --git-dir)/towline-spool-$(id -u) # for each user of this machine who pushes: nobody else may read it
  scratch=$spool/scratch
  mkdir -p "$scratch"
}

waiting() { (cd "$spool" && ls) | sed -n '/^[0-9]*-[0-9]*$/p'; }

is_full() { [ "$(du -sk "$spool" | cut -f 1)" -gt "$spool_kilobytes" ]; }

# write_down FILE: what git tells a post-receive hook, and when it did; sets $record, the name under which it waits.
write_down() {
  now=$(date -u '+%s %Y-%m-%dT%H:%M:%SZ')
  record=$(printf '%s-%07d' "${now%% *}" $$)
  cat >"$1.moved"
  { printf 'at %s\n' "${now#* }"; cat "$1.moved"; tips_before "$1.moved"; } >"$1"
  rm "$1.moved"
}

# The tips that were here before this push: those that it did not move, and where those that it moved stood. New branches list
# only what these do not reach. As they stand now, for by the time of telling other pushes may have come.
tips_before() {
  git for-each-ref --count="$most_tips" --sort=-creatordate --format='%(refname) %(objectname)' refs/heads refs/tags |
    awk 'NR == FNR { moved[$3] = 1; if ($1 !~ /^0+$/) print "^" $1; next } !($1 in moved) { print "^" $2 }' "$1" -
}

# One process sends at a time; the lock holds its number. ($$ is the hook's number also in the background process.)
lock() {
  sh -c 'echo "$PPID"' >"$spool/lock-$$"
  ln "$spool/lock-$$" "$spool/lock" 2>/dev/null || take_over || {
    rm -f "$spool/lock-$$"
    return 1
  }
  rm "$spool/lock-$$"
}

# A lock whose process is gone was left by one that was killed. Who takes away a living one, that came just then, puts it back.
take_over() {
  holder=$(cat "$spool/lock" 2>/dev/null) || return 1
  ! kill -0 "$holder" 2>/dev/null && mv "$spool/lock" "$spool/lock-$$" 2>/dev/null || return 1
  if [ "$(cat "$spool/lock-$$")" != "$holder" ]; then
    ln "$spool/lock-$$" "$spool/lock" 2>/dev/null
    return 1
  fi
  sh -c 'echo "$PPID"' >"$spool/lock-$$"
  ln "$spool/lock-$$" "$spool/lock" 2>/dev/null
}

unlock() { rm -f "$spool/lock"; }

# Sends what waits, the oldest push first. Whether it could; else the file "trouble" says why not.
send_waiting() {
  while [ -n "$(waiting)" ]; do
    lock || return 0 # another process is at it, and looks again before it ends
    for record in $(waiting); do
      tell "$spool/$record" || {
        unlock
        return 1
      }
    done
    rm -f "$spool/trouble"
    unlock
  done
}

# tell RECORD: makes the calls of one push, unless an interrupted attempt made them already, and sends them.
tell() {
  timestamp=${1##*/}
  timestamp=${timestamp%%-*}
  if [ $(($(date +%s) - timestamp)) -gt $((spool_days * 86400)) ]; then
    printf '%s\n' "A push waited for more than $spool_days days and was given up: run towline-backfill --gaps." >"$spool/given-up"
    rm -rf "$1" "$1.d"
    return 0
  fi
  if [ ! -d "$1.d" ]; then
    rm -rf "$scratch/calls"
    mkdir "$scratch/calls"
    make_calls "$1" "$scratch/calls"
    mv "$scratch/calls" "$1.d"
  fi
  for call in "$1.d"/*; do
    [ -f "$call" ] || continue # a push of nothing that we tell
    deliver "${call##*.}" "$timestamp" "$call" || {
      printf '%s\n' "$trouble" >"$spool/trouble"
      return 1
    }
    rm "$call"
  done
  rm -rf "$1" "$1.d"
}
