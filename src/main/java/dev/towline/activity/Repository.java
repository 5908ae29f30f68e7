package dev.towline.activity;

import java.time.Instant;

/**
 * A repository as a git server names it.
 *
 * @param id   the server's own stable id, as text; it survives a rename. At most 255 characters
 * @param name the full name that people know, such as {@code team/app}
 * @param url  its web page
 * @param asOf the git server's time at which this name held; a later one wins
 */
public record Repository(String id, String name, String url, Instant asOf) {}
