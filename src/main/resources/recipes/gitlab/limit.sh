# https://docs.gitlab.com/api/settings: by default a push of more than 3 branches or 3 tags tells no webhook.
curl --fail-with-body --request PUT "https://GITLAB/api/v4/application/settings" --header "PRIVATE-TOKEN: $GITLAB_TOKEN" \
  --data 'push_event_hooks_limit=100'
