/**
 * The wire of {@code /v1}: how blocks, agents and requests look as JSON, and how a request that
 * does not validate is described.
 *
 * <p>Shared by server and client; it knows nothing of HTTP. JSON is read into plain values ({@link
 * dev.mneme.api.Json}) and written by hand, in a fixed order of keys.
 */
@NullMarked
package dev.mneme.api;

import org.jspecify.annotations.NullMarked;
