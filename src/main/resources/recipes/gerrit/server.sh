# https://gerrit.googlesource.com/plugins/webhooks/+/refs/heads/master/src/main/resources/Documentation/config.md
# All projects inherit what stands in All-Projects.
git clone ssh://GERRIT:29418/All-Projects && cd All-Projects
git fetch origin refs/meta/config && git checkout FETCH_HEAD
cat >> webhooks.config <<'HOOK'
[remote "towline"]
  url = HOOK_URL
  event = ref-updated
  event = patchset-created
  event = change-merged
  event = change-abandoned
  event = change-restored
  event = change-deleted
  event = comment-added
  event = vote-deleted
  event = reviewer-added
  event = wip-state-changed
  event = topic-changed
  maxTries = 300
  retryInterval = 2000
  sslVerify = true
HOOK
git add webhooks.config && git commit -m 'Tell Towline' && git push origin HEAD:refs/meta/config
