package dev.towline.connect;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Lifecycle callbacks: RS256 with Atlassian's install key, audience this app, qsh of the very request. Anything else is answered 401 before the endpoint runs. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface FromAtlassian {}
