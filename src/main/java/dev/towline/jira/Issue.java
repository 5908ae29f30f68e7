package dev.towline.jira;

/** An issue as Jira knows it now: the id stays for ever, the key changes when the issue moves. */
public record Issue(long id, String key, long projectId) {}
