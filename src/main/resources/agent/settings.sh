# Settings and words. Everything here runs with files that only their owner may read, and bytes as bytes.
umask 077
LC_ALL=C
GIT_NO_REPLACE_OBJECTS=1 # a SHA must name what was really committed
export LC_ALL GIT_NO_REPLACE_OBJECTS

note() { printf 'towline: %s\n' "$*" >&2; }

die() {
  note "$*"
  exit 1
}

# setting NAME: a value of "git config", which may stand in the repository, or once for all of them (--global, --system).
setting() { git config --get "towline.$1" 2>/dev/null; }

# Where to send, and the secret to sign with. The environment goes before "git config".
read_hook() {
  url=${TOWLINE_URL:-$(setting url)}
  secret=${TOWLINE_SECRET:-$(setting secret)}
  case $url in
    *[\"\\[:space:]]*) die "the hook URL holds a character that no hook URL has." ;;
    https://* | http://* | '') ;;
    *) die "the hook URL must begin with https://." ;;
  esac
}

is_set_up() { [ -n "$url" ] && [ -n "$secret" ]; }

# The name that people know this repository by: the one that was given, else its folder and the one above.
default_name() {
  folder=$(cd "$(git rev-parse --git-dir)" && pwd -P)
  folder=${folder%/.git}
  above=${folder%/*}
  printf '%s/%s' "${above##*/}" "$(basename "$folder" .git)"
}

# What tells this repository from others, in every call: made of $id, $name and $page.
describe_repository() { repository='{"id":'$(json "$id")',"name":'$(json "$name")',"url":'$(json "$page")'}'; }
