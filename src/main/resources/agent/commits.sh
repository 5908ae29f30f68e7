# Commits as JSON, metadata only: who, when, why, and the names of files. Never a line of a file: git is not even asked for one.

# Jira and the panel show 10 file names a commit, and the index keeps no more: others need not leave the network.
files_told=10
# A message longer than a long page was written by a program. Every commit must fit into one call.
message_bytes=16000
# A call holds so many commits, or so many bytes, whichever is less: one of them is indexed in one transaction, well within a
# second, and its queue message stays far below the 1 MiB that SQS takes.
call_commits=250
call_bytes=200000

# awk has no NUL, with which git ends a field, and ends its records with the newline that a field may hold. Some bytes stand in
# no UTF-8 text (C0, C1, F5 to FF): FF becomes the newline inside of a field, the rest C0, which is told as "unreadable" below.
fields() {
  tr '\000\n\301\365\366\367\370\371\372\373\374\375\376\377' '\n\377\300\300\300\300\300\300\300\300\300\300\300\300'
}

# What awk programs need to tell something: text as a JSON string, where what is not UTF-8 becomes U+FFFD; and JSON in files of bounded
# size, PREFIX1, PREFIX2 …
json_functions='
function json(s,   i) {
  gsub(/[\\"]/, "\\\\&", s)
  if (s ~ /[\001-\037]/) for (i = 1; i < 32; i++) gsub(sprintf("%c", i), sprintf("\\u%04x", i), s)
  if (s ~ /[\200-\376]/) s = utf8(s)
  gsub(/\377/, "\\n", s)
  return "\"" s "\""
}
function utf8(s,   rest, out) {
  rest = s
  gsub(CHARACTER, "", rest)
  if (rest !~ /[\200-\376]/) return s
  while (match(s, /[\200-\376]/)) {
    out = out substr(s, 1, RSTART - 1)
    s = substr(s, RSTART)
    if (match(s, CHARACTER) && RSTART == 1) {
      out = out substr(s, 1, RLENGTH)
      s = substr(s, RLENGTH + 1)
    } else {
      out = out "\\ufffd"
      s = substr(s, 2)
    }
  }
  return out s
}
function clipped(s, most) {
  if (length(s) <= most) return s
  s = substr(s, 1, most)
  sub(/[\300-\364][\200-\277]*$/, "", s)
  return s "\342\200\246"
}
function tell(line) {
  if (parts == 0 || listed == MOST || bytes + length(line) > BYTES) {
    if (parts) close(PREFIX parts)
    parts++
    listed = bytes = 0
  }
  printf "%s", (listed++ ? "," : "") line > (PREFIX parts)
  bytes += length(line) + 1
  total++
}
BEGIN {
  PREFIX = ENVIRON["PREFIX"]
  CHARACTER = "[\302-\337][\200-\277]|\340[\240-\277][\200-\277]|[\341-\354\356\357][\200-\277][\200-\277]" \
    "|\355[\200-\237][\200-\277]|\360[\220-\277][\200-\277][\200-\277]|[\361-\363][\200-\277][\200-\277][\200-\277]" \
    "|\364[\200-\217][\200-\277][\200-\277]"
}'

# json TEXT
json() {
  printf '%s' "$1" | fields | awk "$json_functions"'{ text = text (NR > 1 ? "\n" : "") $0 } END { printf "%s", json(text) }'
}

# Reads the fields that commits_told asks git for; writes commits into the files PREFIX1, PREFIX2 … and prints how many of both.
# shellcheck disable=SC2016 # dollars are awk's
commits_program='
# Clocks of authors can be set to anything. A time that cannot be is told as the beginning of time, which stands for "unknown".
function time(s) {
  if (s ~ /^[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-6][0-9](Z|[-+](0[0-9]|1[0-7]):[0-5][0-9])$/) return s
  return "1970-01-01T00:00:00Z"
}
function shas(s) {
  gsub(/ /, "\",\"", s)
  return s == "" ? "[]" : "[\"" s "\"]"
}
function file(path) {
  if (++changed <= FILES) files = files (files == "" ? "" : ",") "{\"path\":" json(clipped(path, 4096)) ",\"change\":\"" CHANGE[status] "\"}"
}
function commit(   line) {
  line = "{\"sha\":\"" sha "\",\"parents\":" shas(parents) ",\"author\":{\"name\":" json(clipped(name, 500)) ",\"email\":" json(EMAILS ? clipped(email, 500) : "") "}" \
    ",\"authoredAt\":\"" time(authored) "\",\"message\":" json(clipped(message, MESSAGE)) ",\"files\":[" files "]"
  if (parents !~ / /) line = line ",\"fileCount\":" changed + 0
  tell(line "}")
}
BEGIN {
  CHANGE["A"] = CHANGE["C"] = "added"
  CHANGE["M"] = CHANGE["T"] = "modified"
  CHANGE["D"] = "removed"
  CHANGE["R"] = "moved"
}
# After the message comes an empty field; then a letter and one or two paths for each file; then the next commit.
at == 7 && length($0) >= 40 && $0 ~ /^[0-9a-f]+$/ { commit(); at = 0 }
at == 0 { sha = $0; files = ""; changed = 0; at = 1; next }
at == 1 { parents = $0; at = 2; next }
at == 2 { name = $0; at = 3; next }
at == 3 { email = $0; at = 4; next }
at == 4 { authored = $0; at = 5; next }
at == 5 { message = $0; at = 6; next }
at == 6 { at = 7; next }
at == 7 { sub(/^\377/, ""); status = substr($0, 1, 1); at = status ~ /[RC]/ ? 8 : 9; next }
at == 8 { at = 9; next }
at == 9 { file($0); at = 7; next }
END { if (at == 7) commit(); print total + 0, parts + 0 }'

# commits_told PREFIX: reads SHAs, a line each. A merge tells no files: they were changed by the commits that it merges.
commits_told() {
  git diff-tree --stdin --always -r --root -M -l200 -z --name-status --encoding=UTF-8 \
    --format='%H%x00%P%x00%an%x00%ae%x00%aI%x00%B%x00' 2>/dev/null |
    fields |
    PREFIX="$1" awk -v FILES="$files_told" -v EMAILS="${emails_told:-1}" -v MESSAGE="$message_bytes" \
      -v MOST="$call_commits" -v BYTES="$call_bytes" "$json_functions$commits_program"
}
