package dev.towline.activity;

/** That a file was added, modified, removed or moved by a commit. The name only, never the content. */
public record FileChange(String path, Kind kind) {

    public enum Kind { ADDED, MODIFIED, REMOVED, MOVED }
}
