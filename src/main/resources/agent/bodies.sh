# The bodies of calls. Each stands alone: any order and any repetition of them gives the same index.

is_zero() { case $1 in *[!0]*) return 1 ;; esac; }

exists() { git cat-file -e "$1" 2>/dev/null; }

# begin_calls FOLDER: the calls are to be files in there.
begin_calls() {
  calls=$1
  number=0
  call=
}

# append_movement: adds the movement in the file "movement" to the present call, or begins another when it would grow too large.
append_movement() {
  if [ -n "$call" ] && [ $(($(wc -c <"$call") + $(wc -c <"$scratch/movement"))) -gt "$call_bytes" ]; then
    end_call
  fi
  if [ -z "$call" ]; then
    begin_call push
    printf '{"version":1,"repository":%s,"at":"%s","updates":[' "$repository" "$at" >"$call"
  else
    printf ',' >>"$call"
  fi
  cat "$scratch/movement" >>"$call"
}

# write_recount PART LIVE: a call for one of the $parts files of commits, which $after reaches and $before does not. LIVE, true or
# false: whether somebody pushes them now, so that Jira acts on them, or they are told afterwards.
write_recount() {
  end_call
  begin_call recount
  {
    printf '{"version":1,"repository":%s,"at":"%s","ref":%s,"from":"%s","to":"%s","part":%s,"parts":%s,"live":%s,"commits":[' \
      "$repository" "$at" "$(json "$ref")" "$before" "$after" "$1" "$parts" "$2"
    cat "$scratch/part$1"
    printf ']}'
  } >"$call"
  call=
}

# write_pull_requests PART: a call for one of the files of pull requests.
write_pull_requests() {
  begin_call pull-requests
  {
    printf '{"version":1,"repository":%s,"at":"%s","pullRequests":[' "$repository" "$at"
    cat "$scratch/part$1"
    printf ']}'
  } >"$call"
}

begin_call() {
  number=$((number + 1))
  call=$calls/$(printf '%05d' "$number").$1
}

end_call() {
  [ -z "$call" ] || printf ']}' >>"$call"
  call=
}
