# https://docs.gitea.com/api/ (organization, create a hook)
for organisation in ORGANISATION_1 ORGANISATION_2; do
curl --fail-with-body --request POST "https://GITEA/api/v1/orgs/$organisation/hooks" \
  --header "Authorization: token $GITEA_TOKEN" --header 'Content-Type: application/json' --data @- <<'HOOK'
{"type": "gitea", "active": true, "config": {"url": "HOOK_URL", "content_type": "json", "secret": "SIGNING_SECRET"},
 "events": ["create", "delete", "push", "repository", "pull_request", "pull_request_review", "pull_request_sync", "pull_request_review_request", "workflow_run", "status"]}
HOOK
done
