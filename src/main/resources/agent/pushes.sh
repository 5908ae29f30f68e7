# The calls that tell of a push.
#
# Movements of refs and their commits share a call as long as they fit into it. Where a movement has more commits than one call
# holds, its first call lists the first of them, as part 1, and says in how many parts they come; the others are recounts. A new
# branch is recounted from zeros, although older branches tell the rest of its history: all that is new is there then.

read_repository() {
  name=$(setting name) || name=$(default_name)
  id=$(setting id) || id=$name
  page=$(setting page) || page=
  describe_repository
}

# The id stays when the name changes: else Jira would see a second repository.
keep_id() { setting id >/dev/null || git config towline.id "$id"; }

# Movements in an order in which each commit is listed once: what moved, then what is new with the main branch first, then tags.
in_order() {
  awk -v HEAD="$(git symbolic-ref -q HEAD)" '
    $3 !~ /^refs\/(heads|tags)\// { next }
    { rank = $3 ~ /^refs\/tags\// ? 4 : $1 !~ /^0+$/ ? 1 : $3 == HEAD ? 2 : 3; print rank, $0 }' | sort -k 1,1n -k 4
}

# make_calls RECORD FOLDER
make_calls() {
  begin_calls "$2"
  movements=$scratch/movements
  seen=$scratch/seen
  at=$(sed -n 's/^at //p' "$1")
  sed -n '/^^/p' "$1" >"$seen"
  sed '/^at /d; /^^/d' "$1" | in_order >"$movements"
  while read -r _ old new ref; do
    make_movement
  done <"$movements"
  end_call
}

# The commit that a ref points to: an annotated tag points to an object of its own.
commit_of() { git rev-parse -q --verify "$1^{commit}" 2>/dev/null || printf '%s' "$1"; }

# One movement: its commits in files first, so that their number is known when the movement is written.
make_movement() {
  before=$(commit_of "$old")
  after=$(commit_of "$new")
  new_commits >"$scratch/shas"
  told=$(commits_told "$scratch/part" <"$scratch/shas")
  total=${told% *}
  parts=${told#* }
  is_zero "$after" || printf '^%s\n' "$after" >>"$seen"
  write_movement
  part=2
  while [ "$part" -le "$parts" ]; do
    write_recount "$part" true
    part=$((part + 1))
  done
  rm -f "$scratch"/part*
}

# The SHAs to list, the oldest first. A branch that moved lists what it reaches now and did not reach before.
new_commits() {
  if is_zero "$after" || ! exists "$after"; then
    return
  elif is_zero "$before" || ! exists "$before"; then
    { printf '%s\n' "$after"; cat "$seen"; } | git rev-list --ignore-missing --topo-order --reverse --stdin
  else
    git rev-list --topo-order --reverse "$after" "^$before"
  fi
}

was_forced() {
  ! is_zero "$before" && ! is_zero "$after" && ! git merge-base --is-ancestor "$before" "$after" 2>/dev/null
}

write_movement() {
  forced=false
  ! was_forced || forced=true
  movement='{"ref":'$(json "$ref")',"before":"'$before'","after":"'$after'","forced":'$forced
  # A commit that git has thrown away meanwhile cannot be listed: then nobody knows how many there were.
  if is_zero "$after" || exists "$after"; then movement="$movement,\"total\":$total"; fi
  [ "$parts" -le 1 ] || movement="$movement,\"parts\":$parts"
  printf '%s,"commits":[' "$movement" >"$scratch/movement"
  [ "$parts" -eq 0 ] || cat "$scratch/part1" >>"$scratch/movement"
  printf ']}' >>"$scratch/movement"
  append_movement
}
