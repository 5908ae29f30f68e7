# JSON as a git server's API answers it, read in awk. Only values at places that are wanted are looked at; everything else, which may
# be what people wrote, is passed over. What is not JSON to the last byte, or lies deeper than any API goes, is told as such.

# A page of 100 pull requests has a few MB, descriptions included; what is more than this is none.
answer_bytes=67108864

# The records of this awk end at quotes: so they are outside and inside of strings in turn, and short outside.
#
# A place is written .name[].name. The program that uses this fills WANTED[place] = field, and has value(field, text) for what is
# found there, null left out, and closed(place) for the end of each object.
# shellcheck disable=SC2016 # dollars are awk's
reader_program='
function bad(why) {
  if (broken == "") broken = why
  exit 1
}
function began(bracket) {
  if (awaited != "value" && awaited != "item") bad("not JSON")
  if (depth == 64) bad("too deep")
  kind[++depth] = bracket
  home[depth] = place
  if (bracket == "[") place = place "[]"
  awaited = bracket == "[" ? "item" : "first"
}
function ended(bracket) {
  if (depth == 0 || kind[depth] != bracket || awaited != "more" && awaited != (bracket == "[" ? "item" : "first")) bad("not JSON")
  if (bracket == "{") closed(home[depth])
  depth--
  told()
}
function told() { awaited = depth ? "more" : "end" }
function comma() {
  if (awaited != "more") bad("not JSON")
  awaited = kind[depth] == "[" ? "value" : "name"
  if (kind[depth] == "[") place = home[depth] "[]"
}
function scalar(text) {
  if (awaited != "value" && awaited != "item") bad("not JSON")
  if (text != "null" && place in WANTED) value(WANTED[place], text)
  told()
}
function between(s,   c, size) {
  if (length(s) > 10000) bad("too many numbers")
  for (; s != ""; s = substr(s, size + 1)) {
    size = 1
    c = substr(s, 1, 1)
    if (c ~ /[ \t\r\n]/) continue
    else if (c == "{" || c == "[") began(c)
    else if (c == "}") ended("{")
    else if (c == "]") ended("[")
    else if (c == ",") comma()
    else if (c == ":" && awaited == "colon") awaited = "value"
    else if (match(s, /^(true|false|null|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?)/)) {
      size = RLENGTH
      scalar(substr(s, 1, size))
    } else bad("not JSON")
  }
}
function string(s) {
  if (awaited == "name" || awaited == "first") {
    s = plain(s)
    place = home[depth] "." (s ~ /^[A-Za-z0-9_]+$/ ? s : "?")
    awaited = "colon"
  } else if (awaited == "value" || awaited == "item") {
    if (place in WANTED) value(WANTED[place], plain(s))
    told()
  } else bad("not JSON")
}
# The text that a string stands for. NUL, which awk does not have, and half a surrogate pair become U+FFFD.
function plain(s,   n, i, part, whole, out, c, code) {
  if (s ~ /[\001-\037]/) bad("not JSON")
  # Only up to a blank, so that neither an escape nor an issue key is cut in two.
  if (length(s) > LONGEST) {
    s = substr(s, 1, LONGEST)
    sub(/[^ ]*$/, "", s)
  }
  n = split(s, part, "\\")
  out = part[1]
  for (i = 2; i <= n; i++) {
    c = substr(part[i], 1, 1)
    if (c == "" && i < n) out = out "\\" part[++i]
    else if (c == "u") {
      code = hex(substr(part[i], 2, 4))
      if (code >= 55296 && code < 56320 && length(part[i]) == 5 && part[i + 1] ~ /^u[dD][c-fC-F]/) code = 65536 + (code - 55296) * 1024 + hex(substr(part[++i], 2, 4)) - 56320
      out = out character(code) substr(part[i], 6)
    } else if (c in ESCAPED) out = out ESCAPED[c] substr(part[i], 2)
    else bad("not JSON")
    if (length(out) > 2000) {
      whole = whole out
      out = ""
    }
  }
  return whole out
}
function hex(s,   i, n) {
  if (s !~ /^[0-9a-fA-F][0-9a-fA-F][0-9a-fA-F][0-9a-fA-F]$/) bad("not JSON")
  for (i = 1; i <= 4; i++) n = n * 16 + index("123456789abcdef", tolower(substr(s, i, 1)))
  return n
}
function character(code) {
  if (code == 0 || code >= 55296 && code < 57344) code = 65533
  if (code < 128) return sprintf("%c", code)
  if (code < 2048) return sprintf("%c%c", 192 + int(code / 64), 128 + code % 64)
  if (code < 65536) return sprintf("%c%c%c", 224 + int(code / 4096), 128 + int(code / 64) % 64, 128 + code % 64)
  return sprintf("%c%c%c%c", 240 + int(code / 262144), 128 + int(code / 4096) % 64, 128 + int(code / 64) % 64, 128 + code % 64)
}
BEGIN {
  RS = "\""
  LONGEST = 65536
  awaited = "value"
  ESCAPED["\""] = "\""
  ESCAPED["/"] = "/"
  ESCAPED["b"] = "\b"
  ESCAPED["f"] = "\f"
  ESCAPED["n"] = "\n"
  ESCAPED["r"] = "\r"
  ESCAPED["t"] = "\t"
}
!inside { between($0); inside = 1; text = ""; size = 0; next }
# A quote after an odd number of backslashes belongs to the string. Long texts are put together of long pieces: each time, all is copied.
{
  quoted = substr($0, length($0)) == "\\" && match($0, /\\+$/) && RLENGTH % 2
  piece = piece $0 (quoted ? "\"" : "")
  if (quoted && length(piece) < 2000) next
  if (size <= LONGEST) text = text piece
  size += length(piece)
  piece = ""
  if (quoted) next
  string(text)
  inside = 0
}
END {
  if (broken == "" && awaited != "end") broken = "cut off"
  if (broken != "") {
    print broken
    exit 1
  }
}
'
