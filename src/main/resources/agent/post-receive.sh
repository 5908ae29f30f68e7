#!/bin/sh
# Towline for plain git: a post-receive hook that tells Towline of every push, so that Jira shows it. Needs git, curl and the
# tools of every Unix. It sends metadata only (try --dry-run), never delays a push, and never fails one.
set -u
agent=towline-post-receive/1

usage() {
  cat <<'TEXT'
The post-receive hook of Towline. Git calls it after each push; you can call it by hand in the repository:

  hooks/post-receive --ping      ask whether Towline takes our calls
  hooks/post-receive --send      send what still waits, for instance from cron
  hooks/post-receive --dry-run   read "old new ref" lines as git writes them, and print every byte that would be sent
  hooks/post-receive --help

Settings, of "git config" in the repository, or with --global for all repositories of this user:

  towline.url      the hook URL          (or the environment variable TOWLINE_URL)
  towline.secret   the signing secret    (or TOWLINE_SECRET)
  towline.name     what people call the repository, such as team/app; each needs its own. Without it: its folder and the one above
  towline.page     its web page, if it has one

A push that cannot be told now waits in the repository's folder towline-spool-<user id>, up to 13 days and 100 MB.
TEXT
}

# part: settings.sh
# part: commits.sh
# part: signature.sh
# part: calls.sh
# part: bodies.sh
# part: pushes.sh
# part: spool.sh

# Pauses between the attempts of one background process, in seconds: a restart of Towline takes seconds, a deployment minutes.
# What still waits after them is sent with the next push, or by --send.
pauses='0 30 120 600'

in_background() {
  trap '' HUP
  get_ready
  keep_id
  for pause in $pauses; do
    sleep "$pause"
    send_waiting && return
  done
}

get_ready() {
  read_repository
  prepare_signing
}

tell_of_earlier() {
  [ ! -s "$spool/given-up" ] || note "$(cat "$spool/given-up")"
  rm -f "$spool/given-up"
  [ ! -s "$spool/trouble" ] || note "earlier pushes wait to be told to Jira: $(cat "$spool/trouble")"
}

# A push: written down here, told in the background. The pusher's terminal waits for everything that holds its lines open.
receive() {
  read_hook
  is_set_up || die 'this push is not told to Jira: set towline.url and towline.secret with "git config".'
  { open_spool && : >"$spool/incoming-$$"; } || die "this push is not told to Jira: $spool cannot be written to."
  tell_of_earlier
  ! is_full || die "this push is not told to Jira: more than $((spool_kilobytes / 1024)) MB wait in $spool. Later, run towline-backfill --gaps."
  write_down "$spool/incoming-$$" && mv "$spool/incoming-$$" "$spool/$record"
  (in_background) </dev/null >/dev/null 2>&1 &
}

# What leaves nothing behind.
in_scratch() {
  read_hook
  get_ready
  scratch=${TMPDIR:-/tmp}/towline-$$
  mkdir "$scratch" || die "cannot write to ${TMPDIR:-/tmp}."
  trap 'rm -rf "$scratch"' EXIT
  trap 'exit 1' HUP INT TERM
}

dry_run() {
  in_scratch
  [ ! -t 0 ] || note 'waiting for lines "old new ref", as git writes them; Ctrl-D ends them.'
  write_down "$scratch/record"
  mkdir "$scratch/calls"
  make_calls "$scratch/record" "$scratch/calls"
  for call in "$scratch/calls"/*; do
    [ ! -f "$call" ] || show "${call##*.}" "${record%%-*}" "$call"
  done
}

must_be_set_up() { is_set_up || die 'set towline.url and towline.secret with "git config" first.'; }

ping() {
  in_scratch
  must_be_set_up
  printf '{"version":1,"repository":%s,"at":"%s"}' "$repository" "$(date -u '+%Y-%m-%dT%H:%M:%SZ')" >"$scratch/ping"
  deliver ping "$(date +%s)" "$scratch/ping" || die "$trouble"
  note 'Towline has our call. Whether it believes it, its page in Jira says: "Connected", or "Refused" with the reason.'
}

send_now() {
  read_hook
  must_be_set_up
  open_spool || die "cannot write to $spool."
  get_ready
  keep_id
  send_waiting || die "$(cat "$spool/trouble")"
}

case ${1:-} in
  '') (receive) || : ;; # whoever pushed did nothing wrong: the hook never fails
  --dry-run) dry_run ;;
  --ping) ping ;;
  --send) send_now ;;
  --help) usage ;;
  *)
    usage >&2
    exit 2
    ;;
esac
