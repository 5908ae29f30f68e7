# Calls to the hook URL. A body is a file, and what is sent is what --dry-run shows, made by the same function.

# A body of 200 kB passes a slow line in this time.
call_seconds=60
# A server that asks for more patience than this is asked again by the next attempt, not waited for.
longest_wait=60
waits=5

# Named by its content: a call that is sent again bears the same id, and Towline takes it once.
delivery_id() { sha256 <"$1" | sed 's/^\(.\{8\}\)\(.\{4\}\)\(.\{4\}\)\(.\{4\}\)\(.\{12\}\).*/\1-\2-\3-\4-\5/'; }

# headers EVENT TIMESTAMP FILE. The timestamp says when the call was made and is signed; it never expires, because a call may
# wait here for days until Towline can be reached.
headers() {
  printf '%s\n' "User-Agent: $agent" 'Content-Type: application/json' "X-Towline-Event: $1" \
    "X-Towline-Delivery: $(delivery_id "$3")" "X-Towline-Timestamp: $2"
  [ -z "$secret" ] || printf '%s\n' "X-Towline-Signature: sha256=$(signature "$2" "$3")"
}

# show EVENT TIMESTAMP FILE: what post would send, but for Host and Content-Length.
show() {
  printf 'POST %s\n' "${url:-(no hook URL is set)}"
  headers "$@"
  printf '\n'
  cat "$3"
  printf '\n\n'
}

# call COMMAND ADDRESS OPTION…: the command prints header lines; sets $status, 000 when nobody answered. The address, which is a
# secret as some headers are, goes to curl by its standard input, because everybody can list a program's arguments.
call() {
  told_by=$1
  address=$2
  shift 2
  status=$({ printf 'url = "%s"\n' "$address"; "$told_by" | sed 's/.*/header = "&"/'; } |
    curl --config - --header 'Expect:' --silent --show-error --connect-timeout 10 --max-time "$call_seconds" \
      --dump-header "$scratch/answer" --write-out '%{http_code}' "$@" 2>"$scratch/curl") || status=000
}

# What curl says when nobody answered.
unanswered() { sed -n '1s/^curl: //p' "$scratch/curl"; }

# call_towline ADDRESS OPTION…: reads header lines; sets $status, and $trouble in words.
call_towline() {
  call cat "$@" --header 'Accept:'
  case $status in
    2*) trouble= ;;
    000) trouble="Towline cannot be reached ($(unanswered))." ;;
    404) trouble='Towline does not know this hook URL (any more). Take the present one from its page in Jira: git config towline.url URL' ;;
    *) trouble="Towline answered $status." ;;
  esac
}

# post EVENT TIMESTAMP FILE
post() {
  headers "$@" >"$scratch/headers"
  call_towline "$url" --data-binary "@$3" --output /dev/null <"$scratch/headers"
}

# How long the server asks us to wait, in seconds.
asked_wait() { sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9][0-9]*\).*/\1/p' "$scratch/answer" | tail -n 1; }

# deliver EVENT TIMESTAMP FILE: posts, and waits where the server asks for it. Whether the server has it now.
deliver() {
  left=$waits
  while post "$@"; do
    case $status in
      2*) return 0 ;;
      429 | 503) wait=$(asked_wait) ;;
      *) return 1 ;;
    esac
    patient "${wait:-10}" || return 1
  done
}

# patient SECONDS: waits so long, $left - 1 times in all, unless it is too long. Whether it did.
patient() {
  left=$((left - 1))
  [ "$left" -gt 0 ] && [ "$1" -le "$longest_wait" ] || return 1
  sleep "$1"
}
