/**
 * HTTP: the server, its routes, who may come in, limits, and the one place where failures become
 * statuses.
 *
 * <p>A request passes {@code Dispatcher}: {@link dev.mneme.http.Routes} finds the endpoint by the
 * raw path, {@code Access} decides whether the caller may come in, the {@link
 * dev.mneme.http.Endpoint} returns a {@link dev.mneme.http.Reply}, and {@code Errors} makes one of
 * whatever was thrown. Each request has a virtual thread of its own; code below may block.
 */
@NullMarked
package dev.mneme.http;

import org.jspecify.annotations.NullMarked;
