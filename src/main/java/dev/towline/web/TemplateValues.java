package dev.towline.web;

import dev.towline.index.Gaps;
import dev.towline.provider.Abilities;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What templates read. A part that other templates include ({@code templates/parts}) has no types of its own, so nothing knows at build
 * time whose values it asks for: they are read by reflection, which a native image allows for declared types only.
 */
@RegisterForReflection(fields = false, targets = {
        Gaps.Recount.class, Abilities.class, Abilities.Afterwards.class, Abilities.Cap.class, Abilities.Cut.class, Abilities.Event.class,
        Abilities.Patience.class, Abilities.Told.class, AbilitiesView.class, AbilitiesView.Line.class, AdminPage.ProviderChoice.class,
        AuditApi.Item.class, AuditApi.Page.class, BuildRow.class, BuildRow.Pipeline.class, CheckList.class, CheckList.Check.class,
        ComparisonView.class, DeliveriesApi.Item.class, DeliveriesApi.Page.class, DeliveryView.class, DeliveryView.Changed.class,
        DeliveryView.Size.class, DeploymentRow.class, DeploymentRow.Environment.class, DevelopmentView.class, DevelopmentView.BranchRow.class,
        DevelopmentView.CommitRow.class, DevelopmentView.File.class, DevelopmentView.IntegrationRef.class, DevelopmentView.PullRequestRow.class,
        DevelopmentView.RepositoryRef.class, DevelopmentView.Reviewer.class, DevelopmentView.Who.class, EnvironmentRules.Named.class,
        EnvironmentRules.Patterns.class, EnvironmentRules.View.class, FindApi.Answer.class, GapsView.class, GapsView.Row.class, HealthView.class,
        HealthView.Alert.class, HealthView.Budget.class, HealthView.Jira.class, HealthView.Queue.class, HealthView.Unread.class,
        HealthView.Upload.class, IntegrationView.class, IntegrationView.Overlap.class, IntegrationView.Refusal.class, IntegrationView.Rules.class,
        IntegrationView.Standing.class, IntegrationView.Unread.class, IntegrationsApi.Created.class, IntegrationsApi.Rotated.class, Lasting.class,
        Live.class, Local.class, MissingApi.Answer.class, Moment.class, People.Person.class, People.Suggestion.class, People.View.class,
        ProjectSettingsView.class, ProjectSettingsView.Integration.class, ProjectSettingsView.Source.class, Recipe.class, Recipe.Command.class,
        RefusedView.class, Scripts.class, Setup.class, SetupApi.GuideView.class, ShellCommands.class, TagRow.class, TopicView.class,
        TrafficView.class, TrafficView.Bar.class, TrafficView.Day.class, TrafficView.Delay.class, Trail.class, Trail.Entity.class, Trail.Step.class})
final class TemplateValues {

    private TemplateValues() {}
}
