package dev.towline.web;

import java.util.Locale;

/** What an administrator can do that is written down. */
enum Deed {
    CREATED, CHANGED, PAUSED, RESUMED, NEW_URL, NEW_SECRET, TOPIC_CONFIRMED, DELETED, REPLAYED, DOWNLOADED, COMPARED,
    GUIDE_MADE, GUIDE_WITH_SECRET, GUIDE_REVOKED;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
