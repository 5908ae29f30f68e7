# https://docs.github.com/en/rest/orgs/webhooks#create-an-organization-webhook
gh api --method POST /orgs/ORGANISATION/hooks --input - <<'HOOK'
{"name": "web", "active": true,
 "events": ["create", "delete", "pull_request", "pull_request_review", "push", "repository", "workflow_run", "check_suite", "deployment", "deployment_status"],
 "config": {"url": "HOOK_URL", "content_type": "json", "secret": "SIGNING_SECRET"}}
HOOK
