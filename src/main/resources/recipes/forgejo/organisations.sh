# https://forgejo.org/docs/latest/user/api-usage/ (organization, create a hook)
for organisation in ORGANISATION_1 ORGANISATION_2; do
curl --fail-with-body --request POST "https://FORGEJO/api/v1/orgs/$organisation/hooks" \
  --header "Authorization: token $FORGEJO_TOKEN" --header 'Content-Type: application/json' --data @- <<'HOOK'
{"type": "forgejo", "active": true, "config": {"url": "HOOK_URL", "content_type": "json", "secret": "SIGNING_SECRET"},
 "events": ["create", "delete", "push", "repository", "pull_request", "pull_request_review", "pull_request_sync", "pull_request_review_request", "action_run_failure", "action_run_recover", "action_run_success"]}
HOOK
done
