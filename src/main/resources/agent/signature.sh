# HMAC-SHA256 (RFC 2104), made of any program that knows SHA-256. "openssl dgst -hmac" would do it alone, and would show the
# secret to everybody who lists the processes of this machine: here it stands in no program's arguments.

# SHA-256 of what it reads, in hex.
sha256() {
  if command -v sha256sum >/dev/null 2>&1; then
    sha256sum
  elif command -v shasum >/dev/null 2>&1; then
    shasum -a 256
  elif command -v openssl >/dev/null 2>&1; then
    openssl dgst -sha256 -r
  else
    sha256 -q
  fi | cut -c 1-64
}

# masked HEX LENGTH MASK: the bytes of HEX, filled up with zeros, each XOR MASK, in the form that printf %b turns into bytes.
masked() {
  rest=$1
  left=$2
  while [ "$left" -gt 0 ]; do
    pair=${rest%"${rest#??}"}
    printf '\\0%03o' $((0x${pair:-0} ^ $3))
    rest=${rest#??}
    left=$((left - 1))
  done
}

# The secret's part in every signature.
prepare_signing() {
  key=$(printf '%s' "$secret" | od -An -v -tx1 | tr -d ' \n')
  [ ${#key} -le 128 ] || key=$(printf '%s' "$secret" | sha256)
  inner_pad=$(masked "$key" 64 0x36)
  outer_pad=$(masked "$key" 64 0x5c)
}

# signature TIMESTAMP FILE: of timestamp, dot and body.
signature() {
  inner=$({ printf '%b' "$inner_pad"; printf '%s.' "$1"; cat "$2"; } | sha256)
  { printf '%b' "$outer_pad"; printf '%b' "$(masked "$inner" 32 0)"; } | sha256
}
