# Pull requests, page by page: asked of the API, told to Towline, and remembered, so that a run that is interrupted goes on with the
# page where it stopped; a "leaf" is that page, for a repository has a web page, too. A pull request that is told twice is taken once.

# One repository, by the name that its API knows it by; and a day of which every awk knows when it was.
check_pull_requests() {
  if [ -s "$scratch/folders" ] || [ "$gaps$refs" != no ]; then
    wrong '--pull-requests wants neither a clone nor --gaps nor --refs.'
  fi
  case $named in
    '') wrong 'which repository? Name it as the git server does: --repository team/app' ;;
    *[!A-Za-z0-9._~/-]*) wrong 'a repository of that name has no page in the API.' ;;
  esac
  case $since in
    '') ;;
    [0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' 00:00:00') since=${since% *}T00:00:00Z ;;
    *) wrong '--since with --pull-requests wants a day, such as 2025-01-01.' ;;
  esac
}

tell_pull_requests() {
  read_api
  read_hook
  [ "$dry_run" = yes ] || is_set_up || die 'set TOWLINE_URL and TOWLINE_SECRET, as the page of Towline in Jira shows them.'
  prepare_signing
  ask repositories
  find_by_name
  describe_repository
  leaf=1
  [ "$server" != bitbucket-server ] || leaf=0
  [ "$dry_run" = yes ] || open_bookmark || give_up "cannot write to $bookmark."
  mkdir "$scratch/calls"
  begin_calls "$scratch/calls"
  pull_requests_sent=0
  while [ "$leaf" != - ]; do
    tell_page || give_up "$trouble The same command goes on from here."
  done
  if [ "$dry_run" = yes ]; then
    say "$pull_requests_sent pull requests, none of them sent."
  else
    rm -f "$bookmark"
    say "$pull_requests_sent pull requests sent. Done."
  fi
}

# Only one that Towline knows: what its git server calls it in webhooks, nobody here can say. In a dry run Towline was not asked, and a
# guess shows as much.
find_by_name() {
  name=$named
  id=$named
  page=
  [ "$dry_run" = no ] || return 0
  found=$(awk -F '\t' -v NAME="$named" '$2 == NAME || $1 == NAME' "$scratch/repositories")
  case $(printf '%s' "$found" | grep -c '') in
    1) ;;
    0) give_up 'Towline knows no repository of this name yet. It does after the first webhook.' ;;
    *) give_up 'Towline knows several repositories of this name. Say which by its id.' ;;
  esac
  IFS=$tab read -r id name page <<LINE
$found
LINE
}

# There may be no clone here, so the bookmark is in this user's own folder.
open_bookmark() {
  bookmark=${XDG_STATE_HOME:-${HOME:-}/.local/state}/towline/$(printf '%s\n' "$url" "$repository" "$api" "$server" "$since" "$description_keys" | sha256 | cut -c 1-12)
  mkdir -p "${bookmark%/*}" && touch "$bookmark" || return 1
  [ ! -s "$bookmark" ] || leaf=$(cat "$bookmark")
}

tell_page() {
  ask_api "$leaf" || return 1
  told=$(pull_requests_told "$scratch/part" "$leaf" <"$scratch/page") || {
    trouble="What the git server answers is no page of pull requests ($told): is --api right?"
    return 1
  }
  content=$(sha256 <"$scratch/page")
  [ "$content" != "${content_before:-}" ] || {
    trouble='The git server answers the same page again and again.'
    return 1
  }
  content_before=$content
  at=$(date -u '+%Y-%m-%dT%H:%M:%SZ')
  parts=${told#* }
  next=${parts#* }
  parts=${parts% *}
  part=1
  while [ "$part" -le "$parts" ]; do
    write_pull_requests "$part"
    send_call "$call" || return 1
    rm "$call" "$scratch/part$part"
    part=$((part + 1))
  done
  leaf=$next
  pull_requests_sent=$((pull_requests_sent + ${told%% *}))
  [ "$dry_run" = yes ] || printf '%s\n' "$leaf" >"$bookmark"
  counted
}

# A count on a terminal.
counted() {
  [ -t 2 ] || return 0
  printf '\r\033[Ktowline: %s: %s pull requests sent' "$name" "$pull_requests_sent" >&2
  drawn=yes
}
