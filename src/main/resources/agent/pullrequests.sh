# Pull requests of a git server's API as JSON of one form for all servers: what Jira and the panel show, picked out by name. No
# description and no line of a file leaves; of a description only what looks like an issue key.

# A page of an API holds no more than 100, and a call no more than a page.
call_pull_requests=100

# shellcheck disable=SC2016 # dollars are awk's
pull_requests_program='
function want(field, path) { WANTED[ITEM path] = field }
# GitHub (https://docs.github.com/en/rest/pulls/pulls, 2026-11). Its list tells neither reviews nor comments. Gitea and Forgejo
# (https://docs.gitea.com/api, 2026-11) lay it out in the same way, and tell comments.
function want_github() {
  ITEM = "[]"
  want("number", ".number"); want("title", ".title"); want("description", ".body")
  want("state", ".state"); want("draft", ".draft"); want("merged", ".merged"); want("merged at", ".merged_at")
  want("author username", ".user.login"); want("author name", ".user.full_name")
  want("source", ".head.ref"); want("source label", ".head.label"); want("head", ".head.sha"); want("source repository", ".head.repo.id")
  want("target", ".base.ref"); want("target repository", ".base.repo.id")
  want("url", ".html_url"); want("updated", ".updated_at"); want("comments", ".comments")
  want("reviewer username", ".requested_reviewers[].login"); want("reviewer name", ".requested_reviewers[].full_name")
  REVIEWER = ITEM ".requested_reviewers[]"
}
# https://docs.gitlab.com/api/merge_requests (2026-11). Who approved is not in its list.
function want_gitlab() {
  ITEM = "[]"
  want("number", ".iid"); want("title", ".title"); want("description", ".description")
  want("state", ".state"); want("draft", ".draft"); want("draft", ".work_in_progress")
  want("author username", ".author.username"); want("author name", ".author.name")
  want("source", ".source_branch"); want("head", ".sha"); want("source repository", ".source_project_id")
  want("target", ".target_branch"); want("target repository", ".target_project_id")
  want("url", ".web_url"); want("updated", ".updated_at"); want("comments", ".user_notes_count")
  want("reviewer username", ".reviewers[].username"); want("reviewer name", ".reviewers[].name")
  REVIEWER = ITEM ".reviewers[]"
}
# https://developer.atlassian.com/server/bitbucket/rest/v1000/api-group-pull-requests (2026-11).
function want_bitbucket() {
  ITEM = ".values[]"
  want("number", ".id"); want("title", ".title"); want("description", ".description")
  want("state", ".state"); want("draft", ".draft")
  want("author username", ".author.user.name"); want("author name", ".author.user.displayName")
  want("source", ".fromRef.id"); want("head", ".fromRef.latestCommit"); want("source repository", ".fromRef.repository.id")
  want("target", ".toRef.id"); want("target repository", ".toRef.repository.id")
  want("url", ".links.self[].href"); want("updated", ".updatedDate"); want("comments", ".properties.commentCount")
  want("reviewer username", ".reviewers[].user.name"); want("reviewer name", ".reviewers[].user.displayName")
  want("reviewer status", ".reviewers[].status"); want("reviewer approved", ".reviewers[].approved")
  REVIEWER = ITEM ".reviewers[]"
  WANTED[".isLastPage"] = "last page"
  WANTED[".nextPageStart"] = "next page"
}
function value(field, text) {
  # GitLab tells a draft by two names, and Bitbucket a list of addresses.
  if (field ~ /page$/) ANSWERED[field] = text
  else if (FOUND[field] != "true" && (field != "url" || FOUND[field] == "")) FOUND[field] = text
}
function closed(place) {
  if (place == REVIEWER) reviewer()
  else if (place == ITEM) {
    pull_request()
    split("", FOUND)
    reviewers = ""
    asked = 0
  }
}
# A team has no user name. More people than 100 show in no list.
function reviewer(   decision) {
  if (FOUND["reviewer status"] == "NEEDS_WORK") decision = "needs_work"
  else if (FOUND["reviewer status"] == "APPROVED" || FOUND["reviewer approved"] == "true") decision = "approved"
  if (FOUND["reviewer username"] != "" && ++asked <= 100)
    reviewers = reviewers (reviewers == "" ? "" : ",") "{" person("reviewer") (decision == "" ? "" : ",\"decision\":\"" decision "\"") "}"
  FOUND["reviewer username"] = FOUND["reviewer name"] = FOUND["reviewer status"] = FOUND["reviewer approved"] = ""
}
function person(who) {
  return "\"name\":" json(clipped(FOUND[who " name"], 500)) ",\"username\":" json(clipped(FOUND[who " username"], 500))
}
function pull_request(   s, at) {
  seen++
  at = seconds(FOUND["updated"])
  s = state()
  if (FOUND["number"] !~ /^[1-9][0-9]*$/ || FOUND["source"] == "" || FOUND["target"] == "" || at == "" || s == "") bad("no pull request")
  if (SINCE != "" && at < seconds(SINCE)) return
  s = "{\"number\":\"" FOUND["number"] "\",\"title\":" json(clipped(FOUND["title"], 1000)) ",\"state\":\"" s "\",\"author\":{" person("author") "}" \
    ",\"source\":" json(branch(FOUND["source"])) \
    ",\"fromFork\":" (FOUND["source repository"] == FOUND["target repository"] ? "false" : "true")
  if (FOUND["head"] ~ /^[0-9a-f]+$/ && length(FOUND["head"]) <= 64) s = s ",\"head\":\"" FOUND["head"] "\""
  s = s ",\"target\":" json(branch(FOUND["target"]))
  if (FOUND["url"] ~ /^https?:/ && length(FOUND["url"]) <= 2000) s = s ",\"url\":" json(FOUND["url"])
  s = s ",\"updatedAt\":" (FOUND["updated"] ~ /^[0-9]+$/ ? FOUND["updated"] : json(FOUND["updated"]))
  if (FOUND["comments"] ~ /^[0-9]+$/ && length(FOUND["comments"]) < 10) s = s ",\"comments\":" FOUND["comments"]
  s = s ",\"reviewers\":[" reviewers "]"
  if (KEYS) s = s ",\"descriptionKeys\":[" keys(FOUND["description"]) "]"
  tell(s "}")
}
function state() {
  if (FOUND["merged"] == "true" || FOUND["merged at"] != "") return "merged"
  if (FOUND["state"] ~ /^(merged|MERGED)$/) return "merged"
  if (FOUND["state"] ~ /^(closed|DECLINED)$/) return "declined"
  if (FOUND["state"] ~ /^(open|opened|reopened|locked|OPEN)$/) return FOUND["draft"] == "true" ? "draft" : "open"
  return ""
}
# Bitbucket tells whole refs. Of a branch that is gone, Gitea has the name only in the label.
function branch(ref) {
  if (ref ~ /^refs\/pull\// && ref == FOUND["source"] && FOUND["source label"] != "") ref = FOUND["source label"]
  sub(/^refs\/heads\//, "", ref)
  return clipped(ref, 1000)
}
# Since 1970, of a time as text with its zone, or in milliseconds; "" when it is none.
function seconds(t,   year, month, zone) {
  if (t ~ /^[1-9][0-9]*$/ && length(t) < 15) return int(t / 1000)
  if (t !~ /^[0-9][0-9][0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?(Z|[-+](0[0-9]|1[0-7]):?[0-5][0-9])$/) return ""
  year = substr(t, 1, 4) - (substr(t, 6, 2) + 0 <= 2)
  month = (substr(t, 6, 2) + 9) % 12
  if (match(t, /[-+][0-9][0-9]:?[0-9][0-9]$/)) zone = (substr(t, RSTART, 1) "1") * (substr(t, RSTART + 1, 2) * 3600 + substr(t, length(t) - 1) * 60)
  return (365 * year + int(year / 4) - int(year / 100) + int(year / 400) + int((153 * month + 2) / 5) + substr(t, 9, 2) - 719469) * 86400 \
    + substr(t, 12, 2) * 3600 + substr(t, 15, 2) * 60 + substr(t, 18, 2) - zone
}
# What looks like an issue key, as Towline itself decides it: a project of 2 to 256 letters, digits and underscores, which begins
# with a letter after none of both; a hyphen; and a number of up to 18 digits that no letter follows.
function keys(s,   words, n, w, piece, m, i, start, key, once, out, count) {
  n = split(s, words, /[^A-Za-z0-9_-]+/)
  for (w = 1; w <= n; w++) {
    m = split(words[w], piece, "-")
    for (i = 1; i < m; i++) {
      start = piece[i] ~ /^[A-Za-z]/ ? 1 : match(piece[i], /_[A-Za-z]/) ? RSTART + 1 : 0
      key = toupper(substr(piece[i], start))
      if (!start || length(key) < 2 || length(key) > 256) continue
      if (!match(piece[i + 1], /^[1-9][0-9]*/) || RLENGTH > 18 || substr(piece[i + 1], RLENGTH + 1, 1) ~ /[A-Za-z]/) continue
      key = key "-" substr(piece[i + 1], 1, RLENGTH)
      if (key in once || ++count > 500) continue
      once[key] = 1
      out = out (out == "" ? "" : ",") "\"" key "\""
    }
  }
  return out
}
BEGIN {
  if (SERVER == "gitlab") want_gitlab()
  else if (SERVER == "bitbucket-server") want_bitbucket()
  else want_github()
}
END {
  if (ITEM != "[]" && ANSWERED["last page"] == "" || kind[1] != (ITEM == "[]" ? "[" : "{")) {
    print "no list"
    exit 1
  }
  # A server may give shorter pages than it is asked for: the last one is the one that is empty.
  if (ITEM == "[]") following = seen ? PAGE + 1 : "-"
  else following = ANSWERED["last page"] == "false" && ANSWERED["next page"] + 0 > PAGE + 0 ? ANSWERED["next page"] : "-"
  print total + 0, parts + 0, following
}'

# pull_requests_told PREFIX PAGE: reads a page of the API; writes pull requests into the files PREFIX1, PREFIX2 … and prints how many
# of both, and which page comes next, "-" after the last. Fails when it is no such page, and prints in what way.
pull_requests_told() {
  tr '\000\301\365\366\367\370\371\372\373\374\375\376\377' '\001\300\300\300\300\300\300\300\300\300\300\300\300' |
    PREFIX="$1" awk -v PAGE="$2" -v SERVER="$server" -v SINCE="$since" -v KEYS="$description_keys" \
      -v MOST="$call_pull_requests" -v BYTES="$call_bytes" "$json_functions$reader_program$pull_requests_program"
}
