#!/bin/sh
# Towline's backfill: tells Towline the history that no webhook told, from clones or bare repositories within the private network.
# Needs git, curl and the tools of every Unix. It sends metadata only (try --dry-run), and goes on where it was interrupted.
set -u
agent=towline-backfill/1

usage() {
  cat <<'TEXT'
usage: towline-backfill [OPTIONS] REPOSITORY…
       towline-backfill [OPTIONS] --all FOLDER     every clone and bare repository below the folder
       towline-backfill [OPTIONS] --pull-requests SERVER --api ADDRESS --repository NAME

Tells Towline the commits, branches and tags that a git server has. Of a clone, those of its remote as of its last "git fetch".
Or its pull requests, as its API tells them; no clone is needed for that.

  --gaps             only what Towline says is missing
  --dry-run          print every byte that would be sent, and send nothing
  --repository NAME  which repository of the git server it is, where that is not clear
  --since DATE       not what the branches reached before, such as 2025-01-01
  --refs PATTERN     only these, such as 'refs/heads/release/*'; may be given several times
  --no-file-names    tell how many files a commit changed, but not which
  --no-emails        do not tell the authors' e-mail addresses
  --rate CALLS       at most so many calls a second, of up to 250 commits each; 2 without it
  --help

  --pull-requests SERVER    github, gitlab, bitbucket-server, gitea or forgejo
  --api ADDRESS             https://git.example/api/v3 of GitHub, /api/v4 of GitLab, /rest/api/1.0 of Bitbucket, /api/v1 of Gitea
  --token-file FILE         whose first line is a token that may read the repository
  --no-description-keys     do not look for issue keys in descriptions

The token may also stand in the environment variable TOWLINE_API_TOKEN, or where "git credential" finds it. It goes to the API only,
which is asked in a dry run, too. Told of a pull request are its number, title, state, author, branches, address, time, and the issue
keys that its description names; not the description. Reviewers and the number of comments where the API's list has them; who approved
is in Bitbucket's only. --since DAY leaves out those that did not change after it.

The hook URL and the signing secret stand in the environment variables TOWLINE_URL and TOWLINE_SECRET, or in
"git config towline.url" and "git config towline.secret". After an interruption run the same command again.
TEXT
}

# part: settings.sh
# part: commits.sh
# part: signature.sh
# part: calls.sh
# part: bodies.sh
# part: clones.sh
# part: stretches.sh
# part: answers.sh
# part: pullrequests.sh
# part: api.sh
# part: telling.sh

# Nobody waits for a backfill: it has the patience that the server asks for.
waits=30
longest_wait=600

tab=$(printf '\t')
gaps=no
dry_run=no
named=
since=
refs=
emails_told=1
rate=2
failed=0
calls_made=0
name=
server=
api=
token_file=
description_keys=1

options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --gaps) gaps=yes ;;
      --dry-run) dry_run=yes ;;
      --no-file-names) files_told=0 ;;
      --no-emails) emails_told=0 ;;
      --no-description-keys) description_keys=0 ;;
      --all | --repository | --since | --refs | --rate | --pull-requests | --api | --token-file)
        [ $# -gt 1 ] || wrong "$1 wants a value."
        option "$1" "$2"
        shift
        ;;
      --help)
        usage
        exit
        ;;
      -*) wrong "does not know $1." ;;
      *) printf '%s\n' "$1" >>"$scratch/folders" ;;
    esac
    shift
  done
}

option() {
  case $1 in
    --all) repositories_below "$2" >>"$scratch/folders" ;;
    --repository) named=$2 ;;
    --since)
      case $2 in
        [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]) since="$2 00:00:00" ;; # git would take the present time of that day
        *) since=$2 ;;
      esac
      ;;
    --refs) refs="$refs $2" ;;
    --pull-requests)
      case $2 in github | gitlab | bitbucket-server | gitea | forgejo) server=$2 ;; *) wrong "knows no API of $2." ;; esac
      ;;
    --api) api=$2 ;;
    --token-file) token_file=$2 ;;
    --rate)
      case $2 in '' | 0* | *[!0-9]*) wrong '--rate wants a number of calls a second, 1 or more.' ;; esac
      rate=$2
      ;;
  esac
}

wrong() {
  note "$*"
  usage >&2
  exit 2
}

say() {
  [ "$drawn" = no ] || printf '\r\033[K' >&2
  drawn=no
  note "${name:+$name: }$*"
}

# With one repository; the others are told all the same.
problem() {
  say "$*"
  failed=1
}

give_up() {
  say "$*"
  exit 1
}

# progress WHAT SENT ALL: a bar on a terminal, else a line when the work is done.
drawn=no
progress() {
  if [ -t 2 ]; then
    bar=$(printf '%*s' $(($2 * 30 / $3)) '' | tr ' ' '#')
    printf '\r\033[Ktowline: %s: %s [%-30s] %s of %s' "$name" "$1" "$bar" "$2" "$3" >&2
    drawn=yes
  elif [ "$2" -eq "$3" ]; then
    say "$1: sent $3 of $3"
  fi
}

# ask QUESTION: puts what Towline answers to "gaps" or "repositories" into the file of that name.
ask() {
  question_headers
  if [ "$dry_run" = yes ]; then
    printf 'GET %s/%s\n' "${url:-(no hook URL is set)}" "$1"
    cat "$scratch/headers"
    printf '\n'
    : >"$scratch/$1"
    return
  fi
  left=$waits
  while call_towline "$url/$1" --output "$scratch/$1" <"$scratch/headers"; do
    case $status in
      2*) return ;;
      401) die "Towline does not believe us: $(cat "$scratch/$1")" ;;
      429 | 503) wait=$(asked_wait) ;;
      *) die "$trouble" ;;
    esac
    patient "${wait:-10}" || die "$trouble"
    question_headers
  done
}

# A question is signed with the time at which it is asked.
question_headers() {
  timestamp=$(date +%s)
  printf '%s\n' "User-Agent: $agent" "X-Towline-Timestamp: $timestamp" \
    "X-Towline-Signature: sha256=$(signature "$timestamp" /dev/null)" >"$scratch/headers"
}

# The ranges of this repository that Towline misses, as far as this clone has them.
tell_gaps() {
  awk -F '\t' -v NAME="$name" '$1 == NAME && $5 != "rewrite" { print $2, $3, $4 }' "$scratch/gaps" >"$scratch/ranges"
  while read -r ref before after; do
    if exists "$after" && { is_zero "$before" || exists "$before"; }; then
      tell_stretch '' || return 1
    else
      problem "${ref#refs/heads/}: the missing commits are not in this clone either. Try again after git fetch, or in the server's own repository."
    fi
  done <"$scratch/ranges"
}

# tell_repository FOLDER: in a process of its own, because it works in that folder.
tell_repository() {
  name=$1
  { cd "$1" && git rev-parse --git-dir >/dev/null; } || give_up 'this is no repository that git can read.'
  find_branches
  identify || return 1
  [ ! -s "$(git rev-parse --git-dir)/shallow" ] || give_up 'this clone is cut off ("shallow"). Run git fetch --unshallow first.'
  if [ "$dry_run" = yes ]; then open_dry_state; else open_state || give_up "cannot write to $state."; fi
  if [ "$gaps" = yes ]; then tell_gaps; else tell_refs; fi ||
    give_up "$trouble Run the same command again: it goes on from here."
  say 'done.'
  return "$failed"
}

# The settings are those of the first repository: all are told to one integration.
prepare() {
  here=$(pwd)
  cd "$(head -n 1 "$scratch/folders")" || exit 1
  read_hook
  cd "$here" || exit 1
  [ "$dry_run" = yes ] || is_set_up || die 'set TOWLINE_URL and TOWLINE_SECRET, as the page of Towline in Jira shows them.'
  prepare_signing
  ask repositories
  [ "$gaps" = no ] || ask gaps
}

scratch=${TMPDIR:-/tmp}/towline-$$
mkdir "$scratch" || die "cannot write to ${TMPDIR:-/tmp}."
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' HUP INT TERM
: >"$scratch/folders"
options "$@"
if [ -n "$server" ]; then
  check_pull_requests
  tell_pull_requests
  exit
fi
[ -s "$scratch/folders" ] || wrong 'which repository? Name its folder, or a folder above it with --all.'
[ -z "$named" ] || [ "$(wc -l <"$scratch/folders")" -eq 1 ] || wrong '--repository says which one repository is, and there are several.'
[ "$gaps$dry_run" != yesyes ] || wrong '--gaps asks Towline what is missing, and a dry run asks nothing: leave one of them out.'
prepare
while IFS= read -r folder; do
  (tell_repository "$folder") </dev/null || failed=1
done <"$scratch/folders"
exit "$failed"
