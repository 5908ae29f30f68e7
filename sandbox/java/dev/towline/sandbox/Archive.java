package dev.towline.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Keeps the site in one file, which is replaced as a whole, so that a crash leaves the old or the new state. Nothing is kept without a folder. */
final class Archive {

    private record Whole(Identity identity, Saved site) {}

    private final Path file;
    private final Identity identity;
    private final Site site;

    private Archive(Path file, Identity identity, Site site) {
        this.file = file;
        this.identity = identity;
        this.site = site;
    }

    /** @param folder null: memory only */
    static Archive open(Path folder) {
        var site = new Site();
        var file = folder == null ? null : folder.resolve("site.json");
        var saved = file != null && Files.exists(file);
        var identity = saved ? load(file, site) : Identity.create();
        if (!saved) {
            FirstData.fill(site);
        }
        var archive = new Archive(file, identity, site);
        if (file != null) {
            archive.save();
            site.onChange(archive::save);
        }
        return archive;
    }

    Identity identity() {
        return identity;
    }

    Site site() {
        return site;
    }

    private static Identity load(Path file, Site site) {
        try {
            var whole = Json.MAPPER.readValue(file.toFile(), Whole.class);
            site.restore(whole.site());
            return whole.identity();
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox site cannot be read; delete " + file + " to begin anew", e);
        }
    }

    private synchronized void save() {
        try {
            Files.createDirectories(file.getParent());
            var whole = Json.object();
            whole.set("identity", Json.MAPPER.valueToTree(identity));
            whole.set("site", site.snapshot());
            var next = file.resolveSibling("site.json.next");
            Files.write(next, Json.bytes(whole));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
