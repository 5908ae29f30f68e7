package dev.towline.web;

import jakarta.inject.Qualifier;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Texts in the language of the one whose request is being answered. Without it an injected bundle is English for all. */
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@interface Spoken {}
