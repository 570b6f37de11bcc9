/**
 * The endpoints of {@code /v1}: each reads a request, calls one use case of {@code memory} and
 * gives back what it answered as JSON.
 *
 * <p>No decisions are taken here. What is wrong with a request is collected and thrown at once;
 * what a use case throws gets its status in {@code http}.
 */
@NullMarked
package dev.mneme.http.rest;

import org.jspecify.annotations.NullMarked;
