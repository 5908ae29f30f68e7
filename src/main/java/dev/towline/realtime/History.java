package dev.towline.realtime;

import dev.towline.index.Change;
import dev.towline.index.ChangeLog;
import dev.towline.jira.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The change log as streams read it. Everything here blocks. */
final class History {

    private final Database database;

    History(Database database) {
        this.database = database;
    }

    long head(TenantId tenant) {
        return database.with(connection -> ChangeLog.head(connection, tenant));
    }

    /** The order of the reads matters: what was not lost after the changes were read was not lost before. */
    Page page(TenantId tenant, long position) {
        return database.with(connection -> new Page(
                ChangeLog.after(connection, tenant, position, Page.SIZE),
                ChangeLog.oldest(connection, tenant),
                ChangeLog.head(connection, tenant)));
    }

    List<Change> after(TenantId tenant, long position) {
        return database.with(connection -> ChangeLog.after(connection, tenant, position, Page.SIZE));
    }

    /** Where these tenants' logs stand, in one query: for the scan that makes up for lost wake-ups. */
    Map<TenantId, Long> heads(Set<TenantId> tenants) {
        return database.with(connection -> {
            var ids = connection.createArrayOf("uuid", tenants.stream().map(TenantId::value).toArray());
            try (var query = connection.prepareStatement("select tenant_id, position from change_head where tenant_id = any(?)")) {
                query.setArray(1, ids);
                var heads = new HashMap<TenantId, Long>();
                for (var rows = query.executeQuery(); rows.next(); ) {
                    heads.put(new TenantId(rows.getObject(1, UUID.class)), rows.getLong(2));
                }
                return heads;
            }
        });
    }
}
