# https://docs.github.com/en/rest/repos/webhooks#create-a-repository-webhook
gh repo list OWNER --limit 1000 --no-archived --json nameWithOwner --jq '.[].nameWithOwner' | while read -r repository; do
gh api --method POST "/repos/$repository/hooks" --input - <<'HOOK'
{"name": "web", "active": true,
 "events": ["create", "delete", "pull_request", "pull_request_review", "push", "repository", "workflow_run", "check_suite", "deployment", "deployment_status"],
 "config": {"url": "HOOK_URL", "content_type": "json", "secret": "SIGNING_SECRET"}}
HOOK
done
