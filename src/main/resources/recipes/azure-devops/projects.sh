# https://learn.microsoft.com/azure/devops/service-hooks/create-subscription. One subscription a project and an event.
for project in PROJECT_ID_1 PROJECT_ID_2; do
for event in git.push git.pullrequest.created git.pullrequest.updated git.pullrequest.merged build.complete; do
curl --fail-with-body --request POST "https://dev.azure.com/ORGANISATION/_apis/hooks/subscriptions?api-version=7.1" \
  --user ":$AZURE_DEVOPS_TOKEN" --header 'Content-Type: application/json' --data @- <<HOOK
{"publisherId": "tfs", "eventType": "$event", "resourceVersion": "1.0", "consumerId": "webHooks", "consumerActionId": "httpRequest",
 "publisherInputs": {"projectId": "$project"},
 "consumerInputs": {"url": "HOOK_URL", "basicAuthUsername": "towline", "basicAuthPassword": "SIGNING_SECRET",
                    "resourceDetailsToSend": "all", "messagesToSend": "none", "detailedMessagesToSend": "none"}}
HOOK
done
done
