package dev.towline.activity;

import java.time.Instant;

/**
 * A reviewer's decision on a pull request. A remark without a decision is no review here, so that a later
 * comment never wipes out an approval; {@link Decision#WITHDRAWN} does.
 */
public record Review(Person reviewer, Decision decision, Instant at) {

    public enum Decision { APPROVED, NEEDS_WORK, WITHDRAWN }
}
