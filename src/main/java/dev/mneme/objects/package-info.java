/**
 * The object store: the one place where memory is durable.
 *
 * <p>A port of five verbs (get, get a range, create if absent, list in order, delete) with one
 * adapter for each kind of store, and decorators around it. Nothing here knows what the bytes mean.
 *
 * <p>Invariants: an object is created whole or not at all; a created object never changes; a key
 * that is listed can be read; an answer says at which instant of the <em>store's</em> clock it was
 * given.
 */
@NullMarked
package dev.mneme.objects;

import org.jspecify.annotations.NullMarked;
