/**
 * The pages that people look at, and the small APIs behind them.
 *
 * <p>In: requests proven by the room {@code connect}. Out: HTML and JSON. Never here: rules of another room; markup from a git server
 * unescaped; a link with a scheme other than http or https.
 */
package dev.towline.web;
