package dev.towline.web;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * How an integration is set up in each git server, in the words that the server's own pages use. The template
 * {@code setup/<code of the provider>.html} puts them in order; beside the numbered steps stands what the server leaves out.
 */
@MessageBundle("setup")
public interface SetupTexts {

    @Message("Steps for {server}") String where(String server);

    // Steps that are the same in several servers
    @Message("URL: the hook URL above.") String url();
    @Message("Secret: the signing secret above.") String secret();

    // What happened before: the same for every git server
    @Message("The history before today…") String history();
    @Message("A webhook tells only what happens from now on. To show what happened before, fetch a script to a machine that has clones of the repositories, and run it in the folder above them. It sends metadata only; with --dry-run it shows every byte and sends nothing.") String history_hint();
    @Message("Fetch the script") String history_download();
    @Message("Run it") String history_run();
    @Message("Pull requests of GitHub, GitLab, Bitbucket Data Center, Gitea and Forgejo: the script asks their API with your own token, which stays with you. See --help, at --pull-requests.") String history_pull_requests();

    // https://docs.github.com/en/webhooks/using-webhooks/creating-webhooks (2026-11)
    @Message("Open the organisation, to cover all its repositories, or one repository: both work alike. Then Settings → Webhooks → Add webhook.") String github_open();
    @Message("Payload URL: the hook URL above.") String github_url();
    @Message("Content type: application/json.") String github_type();
    @Message("Let me select individual events: Branch or tag creation, Branch or tag deletion, Pull requests, Pull request reviews, Pushes, Repositories. For builds also Workflow runs and Check suites, for deployments Deployments and Deployment statuses.") String github_events();
    @Message("Press Add webhook. GitHub sends a ping, and the check list below ticks it off.") String github_add();
    @Message("Replace the value in Settings → Webhooks → your webhook, and press Update webhook.") String github_replace();

    // https://docs.gitlab.com/user/project/integrations/webhooks and https://docs.gitlab.com/administration/system_hooks (2026-11)
    @Message("Open the project or the group, then Settings → Webhooks → Add new webhook. To cover all projects of your own GitLab at once, take Admin → System hooks instead.") String gitlab_open();
    @Message("Secret token: the signing secret above.") String gitlab_secret();
    @Message("Trigger: Push events, Tag push events, Merge request events; for builds also Pipeline events, for deployments Deployment events; in a system hook, which has neither, Repository update events. Leave the others off.") String gitlab_events();
    @Message("Leave Enable SSL verification on, and save the webhook.") String gitlab_add();
    @Message("Choose Test → Push events beside it. GitLab sends one, and the check list below ticks it off.") String gitlab_test();
    @Message("GitLab lists only the 20 newest commits of a push, and sends no push event at all when a push moves more than 3 branches or 3 tags. An administrator of your own GitLab can raise the second limit: push_event_hooks_limit.") String gitlab_limits();
    @Message("Replace the value in Settings → Webhooks (or Admin → System hooks) → your webhook → Edit, and save it.") String gitlab_replace();

    // https://confluence.atlassian.com/bitbucketserver/manage-webhooks-938025878.html (2026-11)
    @Message("Open Repository settings, or Project settings to cover all repositories of the project, then Webhooks → Create webhook.") String bitbucket_server_open();
    @Message("Give it a name. URL: the hook URL above.") String bitbucket_server_url();
    @Message("Events: under Repository, Push and Modified; under Pull request, all except those about comments.") String bitbucket_server_events();
    @Message("Leave Active on, and save the webhook.") String bitbucket_server_add();
    @Message("Open it again and press Test connection. The check list below ticks it off.") String bitbucket_server_test();
    @Message("Bitbucket lists only the 5 newest commits of a push, older versions none at all, and does not say that it left some out: write issue keys into branch names and pull request titles too. It has no webhook for builds.") String bitbucket_server_limits();
    @Message("Replace the value in Repository settings or Project settings → Webhooks → your webhook, and save it.") String bitbucket_server_replace();

    // https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/ (2026-11)
    @Message("Open the repository, then Repository settings → Webhooks → Add webhook.") String bitbucket_cloud_open();
    @Message("Give it a title. URL: the hook URL above.") String bitbucket_cloud_url();
    @Message("Choose from a full list of triggers: under Repository, Push, Updated, Transfer accepted and Deleted, and for builds Build status created and Build status updated; under Pull request, all except those about comments.") String bitbucket_cloud_events();
    @Message("Leave Active on, and press Save. With the next push the check list below ticks it off.") String bitbucket_cloud_add();
    @Message("Bitbucket lists only the 5 newest commits of each branch in a push, and never sends what is larger than 256 KB: write issue keys into branch names and pull request titles too.") String bitbucket_cloud_limits();
    @Message("Replace the value in Repository settings → Webhooks → your webhook → Edit, and press Save.") String bitbucket_cloud_replace();

    // https://learn.microsoft.com/azure/devops/service-hooks/services/webhooks (2026-11)
    @Message("Open the project, then Project settings → Service hooks → Create subscription → Web Hooks.") String azure_devops_open();
    @Message("Trigger on this type of event: Code pushed. Leave the filters at [Any].") String azure_devops_event();
    @Message("Basic authentication username: towline, or what you like. Basic authentication password: the signing secret above.") String azure_devops_secret();
    @Message("Resource details to send: All. Messages to send: None. Detailed messages to send: None.") String azure_devops_details();
    @Message("Press Finish.") String azure_devops_add();
    @Message("Create one more subscription in the same way for each of these events: Pull request created, Pull request updated, Pull request merge attempted; for builds also Build completed, and Run state changed to see them while they run.") String azure_devops_again();
    @Message("With the next push the check list below ticks it off.") String azure_devops_test();
    @Message("Azure DevOps does not say which files a commit changed, nor which repository a release deployed, so Towline cannot show them.") String azure_devops_limits();
    @Message("Replace the value in Project settings → Service hooks → Edit, in each subscription that you made for Towline.") String azure_devops_replace();

    @Message("Open the repository or the organisation, then Settings → Webhooks → Add Webhook → Gitea; for the whole server, Site Administration → Webhooks.") String gitea_open();
    @Message("Target URL: the hook URL above. HTTP Method: POST. POST Content Type: application/json.") String gitea_url();
    @Message("Secret: the signing secret above.") String gitea_secret();
    @Message("Trigger On → Custom Events: Create, Delete, Push, Repository, Pull Request, Pull Request Reviewed, Pull Request Synchronized, Pull Request Review Requested; for builds also Workflow Run (since 1.25), and Statuses for build servers other than Gitea’s own.") String gitea_events();
    @Message("Leave Active on and press Add Webhook.") String gitea_add();
    @Message("Open the webhook again and press Test Delivery: the check list below ticks it off.") String gitea_test();
    @Message("Gitea lists only the 5 newest commits of a push. Its administrator raises that with FEED_MAX_COMMIT_NUM in section [ui] of app.ini, and allows this address in [webhook] ALLOWED_HOST_LIST. Gitea does not send a failed call again.") String gitea_limits();
    @Message("Replace the value in Settings → Webhooks → your webhook, and press Update Webhook.") String gitea_replace();
    @Message("Open the repository or the organisation, then Settings → Webhooks → Add Webhook → Forgejo; for the whole server, Site Administration → Webhooks.") String forgejo_open();
    @Message("Target URL: the hook URL above. HTTP Method: POST. POST Content Type: application/json.") String forgejo_url();
    @Message("Secret: the signing secret above.") String forgejo_secret();
    @Message("Trigger On → Custom Events: Create, Delete, Push, Repository, Pull Request, Pull Request Reviewed, Pull Request Synchronized, Pull Request Review Requested; for builds also Failure, Recover and Success under Action run events (since 12).") String forgejo_events();
    @Message("Leave Active on and press Add Webhook.") String forgejo_add();
    @Message("Open the webhook again and press Test Delivery: the check list below ticks it off.") String forgejo_test();
    @Message("Forgejo lists only the 15 newest commits of a push. Its administrator raises that with PAYLOAD_COMMIT_LIMIT in section [webhook] of app.ini, and allows this address in ALLOWED_HOST_LIST. Forgejo does not send a failed call again.") String forgejo_limits();
    @Message("Replace the value in Settings → Webhooks → your webhook, and press Update Webhook.") String forgejo_replace();
    @Message("Open the repository, then Settings → Webhooks → Add a new webhook → Gogs.") String gogs_open();
    @Message("Payload URL: the hook URL above. Content Type: application/json.") String gogs_url();
    @Message("Secret: the signing secret above.") String gogs_secret();
    @Message("Let me choose what I need: Create, Delete, Push, Pull Request.") String gogs_events();
    @Message("Leave Active on and press Add Webhook.") String gogs_add();
    @Message("Open the webhook again and press Test Delivery: the check list below ticks it off.") String gogs_test();
    @Message("Gogs lists only the 5 newest commits of a push and does not say that it left some out: write issue keys into branch names and pull request titles too. Its administrator raises the limit with FEED_MAX_COMMIT_NUM. It tells no reviewers and no builds.") String gogs_limits();
    @Message("Replace the value in Settings → Webhooks → your webhook, and press Update Webhook.") String gogs_replace();
    @Message("A Gerrit administrator installs the plugin “webhooks”.") String gerrit_plugin();
    @Message("In All-Projects, or in one project, open webhooks.config on the branch refs/meta/config and add a section [remote \"towline\"].") String gerrit_config();
    @Message("url: the hook URL above. Gerrit signs nothing, so treat this address like a password; the signing secret is not used.") String gerrit_url();
    @Message("event, a line each: ref-updated, patchset-created, change-merged, change-abandoned, change-restored, change-deleted, comment-added, vote-deleted, reviewer-added, wip-state-changed, topic-changed.") String gerrit_events();
    @Message("maxTries = 300, retryInterval = 2000, sslVerify = true.") String gerrit_retry();
    @Message("Push the configuration, then upload a change: the check list below ticks it off.") String gerrit_test();
    @Message("Without maxTries Gerrit gives up after about 5 seconds. Commits pushed past review carry no message, and files are not told.") String gerrit_limits();
    @Message("Only the hook URL matters: replace it in webhooks.config. Gerrit does not use the signing secret.") String gerrit_replace();

    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html, https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html,
    // https://docs.aws.amazon.com/codecommit/latest/userguide/how-to-notify-sns.html (2026-11)
    @Message("AWS has two ways to send here. Take one of them, not both.") String codecommit_ways();
    @Message("With an EventBridge API destination") String codecommit_bridge();
    @Message("In Amazon EventBridge, open API destinations → Connections → Create connection. Authorization type: Basic (Username/Password).") String codecommit_connection();
    @Message("Username: towline. Password: the signing secret above.") String codecommit_secret();
    @Message("API destinations → Create API destination. Endpoint: the hook URL above. HTTP method: POST. Connection: the one just made.") String codecommit_url();
    @Message("Rules → Create rule, in each region with repositories. Source: aws.codecommit. Detail types: CodeCommit Repository State Change, CodeCommit Pull Request State Change.") String codecommit_rule();
    @Message("Target: EventBridge API destination, the one just made. Target input: Matched event. Add a dead-letter queue.") String codecommit_target();
    @Message("Push a branch: the check list below ticks it off.") String codecommit_test();
    @Message("With an Amazon SNS topic") String codecommit_sns();
    @Message("In Amazon SNS, in the region of the repositories, open Topics → Create topic. Type: Standard. The topic signs with SHA-1 until you set its attribute SignatureVersion to 2, which AWS CLI does: aws sns set-topic-attributes.") String codecommit_topic();
    @Message("In Amazon EventBridge, create the same rule as above. Target: SNS topic, the one just made. Target input: Matched event.") String codecommit_topic_rule();
    @Message("Or without EventBridge, in each repository: Settings → Triggers → Create trigger. Events: All repository events. Choose the service to use: Amazon SNS. Triggers tell nothing of pull requests.") String codecommit_trigger();
    @Message("In the topic, press Create subscription. Protocol: HTTPS. Endpoint: the hook URL above. Leave Enable raw message delivery off: raw messages are not signed, and are refused.") String codecommit_subscription();
    @Message("Within two days, confirm the subscription on this page: it shows the topic that asks. Nothing is taken from a topic before.") String codecommit_confirm();
    @Message("CodeCommit tells no commit’s message, author or files: write issue keys into branch names and pull request titles. AWS calls the delivery “best effort”. A Lambda function that forwards events from a queue must send the signing secret as Basic password.") String codecommit_limits();
    @Message("Replace the endpoint in API destinations, or the password in Connections → your connection → Edit. With Amazon SNS only the hook URL matters: create a subscription with the new one, confirm it on this page, and delete the old one.") String codecommit_replace();

    @Message("In the folder of the bare repository on the git server, such as /srv/git/team/app.git, as the user to whom it belongs: fetch the hook. It needs git and curl.") String git_download();
    @Message("Give it the hook URL above and the signing secret. With “git config --global” in place of “git config” they hold for all repositories of this user.") String git_set();
    @Message("Tell it what people call the repository, each by a name of its own in the place of team/app.") String git_name();
    @Message("If you like, look at every byte that it would send of a push of the newest commit. This sends nothing.") String git_look();
    @Message("Try it: the check list below ticks it off. From now on each push is reported.") String git_check();
    @Message("Command") String git_command();
    @Message("The hook sends who committed what when, messages and file names, never a line of a file. What cannot be sent waits in the repository, for up to 13 days: it is tried for some minutes, then with the next push, and whenever hooks/post-receive --send is called, for instance from cron.") String git_sent();
    @Message("Where a post-receive hook exists already, save this one under another name and call it from there with the same input. Without pull requests, builds and deployments: git knows none.") String git_limits();
    @Message("The waiting pushes are kept. In the repository, replace the old value:") String git_replace();
}
