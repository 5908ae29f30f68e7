package dev.towline.activity;

/** A Jira issue key in upper case, such as {@code ABC-1}. Whether such an issue exists is Jira's to say. */
public record IssueKey(String value) implements Comparable<IssueKey> {

    /** The key of the project that it names: what stands before the hyphen. */
    public String project() {
        return value.substring(0, value.indexOf('-'));
    }

    @Override
    public int compareTo(IssueKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
