/**
 * The language of the domain: what a git server told us, freed from the server's own words.
 *
 * <p>In: nothing. Out: sealed {@link dev.towline.activity.Activity} and its records, and {@link dev.towline.activity.IssueKeys}.
 * Never here: IO, clocks, JSON, source code of any kind (a commit carries its message and the names of files, never a diff).
 */
package dev.towline.activity;
