/**
 * What each kind of git server sends, and how it proves that it sent it.
 *
 * <p>In: the headers and the exact bytes of one webhook call. Out: authentic or not, and the activities it tells of.
 * Never here: IO, clocks, CDI, calls to a git server. Fields are taken by an allow-list; diffs, hunks and snippets
 * that some webhooks carry are never read (law 5).
 */
package dev.towline.provider;
