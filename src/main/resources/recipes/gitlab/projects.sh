# https://docs.gitlab.com/api/project_webhooks
glab api --paginate 'groups/GROUP/projects?include_subgroups=true&archived=false&per_page=100' | jq -r '.[].id' | while read -r project; do
  glab api --method POST "projects/$project/hooks" \
    -f url='HOOK_URL' -f token='SIGNING_SECRET' -F enable_ssl_verification=true \
    -F push_events=true -F tag_push_events=true -F merge_requests_events=true -F pipeline_events=true -F deployment_events=true </dev/null
done
