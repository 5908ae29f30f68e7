package dev.towline.activity;

/** A Jira issue key in upper case, such as {@code ABC-1}. Whether such an issue exists is Jira's to say. */
public record IssueKey(String value) implements Comparable<IssueKey> {

    @Override
    public int compareTo(IssueKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
