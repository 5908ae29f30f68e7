/**
 * What a laptop has in place of AWS and Atlassian: an embedded PostgreSQL and SQS, the sandbox Jira, and the application as a process of its own.
 *
 * <p>{@code ./towline run} and the tests start from here. Never in a production artefact.
 */
package dev.towline.local;
