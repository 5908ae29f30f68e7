# The API of a git server, asked with the customer's own token, which goes nowhere else: not into a file, not into an argument, not
# to where a server sends us on, and never to Towline.

# read_api: the settings, from the options.
read_api() {
  api=${api%/}
  case $api in
    *[\"\\[:space:]@?#]*) die 'the address of the API holds a character that none has.' ;;
    https://?* | http://?*) ;;
    *) die 'where is the API? Such as --api https://git.example/api/v4' ;;
  esac
  token=${TOWLINE_API_TOKEN:-}
  unset TOWLINE_API_TOKEN
  if [ -z "$token" ] && [ -n "$token_file" ]; then
    token=$(sed -n 1p "$token_file") || die "cannot read $token_file."
  fi
  [ -n "$token" ] || token=$(token_of_git)
  case $token in
    '') die "the git server's API wants a token: set TOWLINE_API_TOKEN, or name a file with --token-file. It stays within your network." ;;
    *[\"\\[:space:]]*) die 'the token holds a character that no token has.' ;;
  esac
}

# What git itself would use for this server, if it knows without asking anybody.
token_of_git() {
  printf 'protocol=%s\nhost=%s\n\n' "${api%%:*}" "$(printf '%s' "$api" | sed 's|^[a-z]*://||; s|/.*||')" |
    GIT_TERMINAL_PROMPT=0 GIT_ASKPASS=false git credential fill 2>/dev/null | sed -n 's/^password=//p'
}

# shellcheck disable=SC2317 # "call" calls it
api_headers() {
  printf '%s\n' "User-Agent: $agent" 'Accept: application/json'
  case $server in
    gitlab) printf 'PRIVATE-TOKEN: %s\n' "$token" ;;
    gitea | forgejo) printf 'Authorization: token %s\n' "$token" ;;
    *) printf 'Authorization: Bearer %s\n' "$token" ;;
  esac
}

# page_address PAGE: the oldest first, so that what is opened meanwhile moves no page.
page_address() {
  case $server in
    github) printf '%s/repos/%s/pulls?state=all&sort=created&direction=asc&per_page=100&page=%s' "$api" "$name" "$1" ;;
    gitea | forgejo) printf '%s/repos/%s/pulls?state=all&sort=oldest&limit=50&page=%s' "$api" "$name" "$1" ;;
    gitlab)
      printf '%s/projects/%s/merge_requests?scope=all&state=all&order_by=created_at&sort=asc&per_page=100&page=%s' \
        "$api" "$(printf '%s' "$name" | sed 's|/|%2F|g')" "$1"
      ;;
    bitbucket-server)
      printf '%s/projects/%s/repos/%s/pull-requests?state=ALL&order=OLDEST&limit=100&start=%s' "$api" "${name%%/*}" "${name#*/}" "$1"
      ;;
  esac
}

# ask_api PAGE: puts a page into the file "page", and waits where the server asks for it. Whether it could; else $trouble says why not.
ask_api() {
  left=$waits
  while :; do
    polite
    call api_headers "$(page_address "$1")" --no-location --max-filesize "$answer_bytes" --output "$scratch/page"
    wait=
    case $status in
      2*) return 0 ;;
      000) trouble="The git server cannot be reached ($(unanswered))." ;;
      401) trouble='The git server does not accept the token.' ;;
      404) trouble="The git server knows no repository $name at this API, or the token may not read it." ;;
      3*) trouble="The git server sends us elsewhere, where the token is not shown: is --api right?" ;;
      403 | 429 | 503)
        trouble="The git server answered $status."
        wait=$(api_wait)
        ;;
      *) trouble="The git server answered $status." ;;
    esac
    [ -n "$wait" ] || return 1
    patient "$wait" || {
      trouble="The git server asks for a pause of $wait seconds."
      return 1
    }
  done
}

# How long it asks us to wait: said outright, or as GitHub says when its hour is used up; "" when it does not.
api_wait() {
  pause=$(asked_wait)
  if [ -z "$pause" ] && [ "$(answered x-ratelimit-remaining)" = 0 ]; then
    reset=$(answered x-ratelimit-reset)
    pause=$((${reset:-0} - $(date +%s) + 1))
    [ "$pause" -gt 0 ] || pause=1
  fi
  [ -n "$pause" ] || [ "$status" = 403 ] || pause=10
  printf '%s' "$pause"
}

# answered HEADER: a number that the answer's header holds.
answered() { tr '[:upper:]' '[:lower:]' <"$scratch/answer" | sed -n "s/^$1: *\([0-9][0-9]*\).*/\1/p" | tail -n 1; }
