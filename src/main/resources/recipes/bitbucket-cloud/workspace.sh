# https://support.atlassian.com/bitbucket-cloud/kb/how-to-create-workspace-level-webhooks/: the pages offer it for one repository only.
curl --fail-with-body --request POST "https://api.bitbucket.org/2.0/workspaces/WORKSPACE/hooks" \
  --header "Authorization: Bearer $BITBUCKET_TOKEN" --header 'Content-Type: application/json' --data @- <<'HOOK'
{"description": "Towline", "url": "HOOK_URL", "active": true, "secret": "SIGNING_SECRET",
 "events": ["repo:push", "repo:updated", "repo:transfer", "repo:deleted", "repo:commit_status_created", "repo:commit_status_updated", "pullrequest:created", "pullrequest:updated", "pullrequest:approved", "pullrequest:unapproved", "pullrequest:changes_request_created", "pullrequest:changes_request_removed", "pullrequest:fulfilled", "pullrequest:rejected"]}
HOOK
