# https://gogs.io/api-reference/webhooks/create-a-hook
for repository in OWNER/REPOSITORY_1 OWNER/REPOSITORY_2; do
curl --fail-with-body --request POST "https://GOGS/api/v1/repos/$repository/hooks" \
  --header "Authorization: token $GOGS_TOKEN" --header 'Content-Type: application/json' --data @- <<'HOOK'
{"type": "gogs", "active": true, "config": {"url": "HOOK_URL", "content_type": "json", "secret": "SIGNING_SECRET"},
 "events": ["create", "delete", "push", "pull_request"]}
HOOK
done
