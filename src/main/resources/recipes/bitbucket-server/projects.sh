# https://developer.atlassian.com/server/bitbucket/rest/
for project in PROJECT_1 PROJECT_2; do
curl --fail-with-body --request POST "https://BITBUCKET/rest/api/latest/projects/$project/webhooks" \
  --header "Authorization: Bearer $BITBUCKET_TOKEN" --header 'Content-Type: application/json' --data @- <<'HOOK'
{"name": "Towline", "url": "HOOK_URL", "active": true, "configuration": {"secret": "SIGNING_SECRET"},
 "events": ["repo:refs_changed", "repo:modified", "pr:opened", "pr:from_ref_updated", "pr:modified", "pr:merged", "pr:declined", "pr:deleted",
            "pr:reviewer:updated", "pr:reviewer:approved", "pr:reviewer:unapproved", "pr:reviewer:needs_work"]}
HOOK
done
