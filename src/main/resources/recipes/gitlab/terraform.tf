# https://registry.terraform.io/providers/gitlabhq/gitlab/latest/docs/resources/group_hook
resource "gitlab_group_hook" "towline" {
  group                   = "GROUP"
  url                     = "HOOK_URL"
  token                   = "SIGNING_SECRET"
  enable_ssl_verification = true
  push_events             = true
  tag_push_events         = true
  merge_requests_events   = true
  pipeline_events         = true
  deployment_events       = true
}
