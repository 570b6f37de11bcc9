/**
 * The log engine: a git repository is a log of transactions in an object store.
 *
 * <p>Creating the record {@code seq} is the commit; it holds the moves of refs and the pack with
 * the new objects. A {@link RepositoryLog} reads and extends one such log, {@link LogRules} says
 * when an answer of the store may be believed, a {@link Checkpoint} makes a cold open short, and
 * {@link LogRepository} shows a state of the log to JGit as a DFS repository. The bytes are
 * described in {@code docs/storage-format.md}.
 *
 * <p>Invariants: at most one record for a seq; history only grows; an acknowledged record is
 * readable for ever; a cached state is only ever replaced by a newer one; a record that is named
 * but damaged is an alarm and never skipped.
 */
@NullMarked
package dev.mneme.git.storage;

import org.jspecify.annotations.NullMarked;
