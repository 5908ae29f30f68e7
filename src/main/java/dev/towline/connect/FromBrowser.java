package dev.towline.connect;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Calls by our own browser code: HS256 with the site's shared secret and the fixed {@code context-qsh}. Anything else is answered 401 before the endpoint runs. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface FromBrowser {}
