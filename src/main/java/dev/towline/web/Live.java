package dev.towline.web;

/**
 * What a page follows, and from where: it was read when the tenant's log stood at {@code position}, so the stream starts
 * there and nothing that happened in between is missed.
 *
 * @param channel an ARI; {@code ""} when the page cannot be followed now
 */
public record Live(String channel, long position) {

    static final Live OFF = new Live("", 0);
}
