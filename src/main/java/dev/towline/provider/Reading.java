package dev.towline.provider;

import dev.towline.activity.Activity;
import java.util.List;

/**
 * What one webhook call says.
 *
 * @param event      the server's own name of the event, such as {@code push} or {@code pull_request.closed}
 * @param repository full name of the repository it is about, {@code ""} when it names none
 * @param activities what we take from it; empty when it holds nothing for us
 * @param note       why there are no activities, in words for the administrator; {@code ""} when there are some
 */
public record Reading(String event, String repository, List<Activity> activities, String note) {}
