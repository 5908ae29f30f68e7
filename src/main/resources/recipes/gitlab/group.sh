# https://docs.gitlab.com/api/group_webhooks (GitLab Premium). Write a subgroup as GROUP%2FSUBGROUP.
glab api --method POST groups/GROUP/hooks \
  -f url='HOOK_URL' -f token='SIGNING_SECRET' -F enable_ssl_verification=true \
  -F push_events=true -F tag_push_events=true -F merge_requests_events=true -F pipeline_events=true -F deployment_events=true
