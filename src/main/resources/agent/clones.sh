# Clones: which there are, which repository of the git server each is, and which of its branches that server has.

# repositories_below FOLDER: the git folders of clones and bare repositories.
repositories_below() {
  find "$1" -type d -name objects -prune 2>/dev/null | sed 's|/objects$||' | sort | while IFS= read -r found; do
    [ ! -f "$found/HEAD" ] || [ ! -d "$found/refs" ] || printf '%s\n' "$found"
  done
}

# Where this repository has the branches of its git server: a clone's own branches may never have been pushed. One that came from
# nowhere, as a bare one on a server, is the original.
find_branches() {
  branches=refs/heads
  origin=$(git remote | sed -n '/^origin$/p')
  origin=${origin:-$(git remote | head -n 1)}
  [ -z "$origin" ] || [ "$(git rev-parse --is-bare-repository)" = true ] || branches=refs/remotes/$origin
}

# The branches and tags, as lines "SHA ref", the main branch first and tags last, so that each commit is told with the first.
server_refs() {
  git for-each-ref --format='%(objectname) %(refname)' "$branches" refs/tags |
    sed "s|^\([0-9a-f]*\) $branches/|\1 refs/heads/|; / refs\/heads\/HEAD\$/d" | chosen_refs |
    awk -v MAIN="$(main_branch)" '{ print ($2 ~ /^refs\/tags\// ? 3 : $2 == MAIN ? 1 : 2), $0 }' | sort -k 1,1n -k 3 | cut -d ' ' -f 2-
}

main_branch() {
  if [ "$branches" = refs/heads ]; then git symbolic-ref -q HEAD; else git symbolic-ref -q "$branches/HEAD" | sed "s|^$branches/|refs/heads/|"; fi
}

chosen_refs() {
  set -f # only within this pipe: patterns are for refs, not for files
  while read -r sha ref; do
    for pattern in ${refs:-*}; do
      # shellcheck disable=SC2254 # a pattern is meant
      case $ref in $pattern) printf '%s %s\n' "$sha" "$ref" && break ;; esac
    done
  done
}

# comparable ADDRESS: host and path of any form of address: git@host:team/app.git, ssh://git@host:7999/team/app, https://host/team/app
comparable() {
  printf '%s\n' "$1" | sed 's|^[a-z+]*://||; s|^[^/@]*@||; s|^\([^/:]*\):[0-9]*/|\1/|; s|^\([^/:]*\):|\1/|; s|/*$||; s|\.git$||' | tr '[:upper:]' '[:lower:]'
}

# identify: which of the repositories that Towline knows (id, name, web page) this is; sets $repository and $name, or says why not.
identify() {
  given=${named:-$(setting name)}
  stored=$(setting id)
  page=
  if [ -n "$given$stored" ]; then
    found=$(awk -F '\t' -v NAME="$given" -v ID="$stored" '$1 == ID && NAME == "" || $2 == NAME || $1 == NAME' "$scratch/repositories")
  else
    find_by_address
  fi
  case $(printf '%s' "$found" | grep -c '') in
    0) call_it_new || return 1 ;;
    1) IFS=$tab read -r id name page <<LINE
$found
LINE
      ;;
    *)
      problem "it could be any of these: $(printf '%s' "$found" | cut -f 2 | tr '\n' ' '). Say which: --repository NAME"
      return 1
      ;;
  esac
  describe_repository
}

# By the address that it was cloned from; else by the end of that address, which is the name on most git servers.
find_by_address() {
  address=$(comparable "$(git config --get "remote.${origin:-origin}.url" || default_name)")
  found=$(while IFS=$tab read -r id name page; do
    [ "$(comparable "$page")" != "$address" ] || printf '%s\t%s\t%s\n' "$id" "$name" "$page"
  done <"$scratch/repositories")
  [ -n "$found" ] || found=$(awk -F '\t' -v ADDRESS="/$address" '
    { end = "/" tolower($2) }
    substr(ADDRESS, length(ADDRESS) - length(end) + 1) == end' "$scratch/repositories")
}

# One that Towline has not heard of: only for plain git is our word enough, and then its name must be given, not guessed. In a dry run
# Towline was not asked, and a guess shows as much.
call_it_new() {
  [ -n "$given$stored" ] || [ "$dry_run" = yes ] || {
    problem "Towline knows no repository that this could be. Say which it is: --repository NAME"
    return 1
  }
  name=${given:-${stored:-$(default_name)}}
  id=${stored:-$name}
  page=$(setting page) || page=
}
