# https://docs.gitlab.com/api/system_hooks: a system hook tells all projects of your own GitLab, but no pipelines and no deployments.
curl --fail-with-body --request POST "https://GITLAB/api/v4/hooks" --header "PRIVATE-TOKEN: $GITLAB_TOKEN" \
  --data-urlencode 'url=HOOK_URL' --data 'token=SIGNING_SECRET' --data 'enable_ssl_verification=true' \
  --data 'push_events=true' --data 'tag_push_events=true' --data 'merge_requests_events=true' --data 'repository_update_events=true'
