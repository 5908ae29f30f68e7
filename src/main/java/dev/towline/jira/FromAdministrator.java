package dev.towline.jira;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Loads of the pages for administrators. In mode connect Jira's iframe loads them, with a token for that very request; in mode self-hosted
 * whoever has logged in, and others are sent to the login. It proves who asks, not that he administers.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface FromAdministrator {}
