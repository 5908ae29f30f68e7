package dev.towline.jira;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Calls by our own browser code. In mode connect they carry Jira's token for the open page (HS256 with the site's shared secret and the
 * fixed {@code context-qsh}), in mode self-hosted the session of who logged in and its proof against forged requests.
 * Anything else is answered 401 before the endpoint runs.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface FromBrowser {}
