package dev.towline.jira;

import java.util.UUID;

/** Our own name of a Jira site. Every row, channel and log line carries one (law 6). */
public record TenantId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
