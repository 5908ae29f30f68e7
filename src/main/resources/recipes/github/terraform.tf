# https://registry.terraform.io/providers/integrations/github/latest/docs/resources/organization_webhook
resource "github_organization_webhook" "towline" {
  configuration {
    url          = "HOOK_URL"
    content_type = "json"
    secret       = "SIGNING_SECRET"
  }
  events = ["create", "delete", "pull_request", "pull_request_review", "push", "repository", "workflow_run", "check_suite", "deployment", "deployment_status"]
}
