/**
 * A memory repository in the agent's terms: files of blocks on {@code main}, what the files do not
 * say on the hidden ref {@code refs/mneme/state}, and changes of both in one transaction.
 *
 * <p>Between {@code memory}, which knows blocks but no JGit, and {@code git.storage}, which knows
 * transactions but no blocks. A {@link dev.mneme.git.MemoryView} is one state, read as a whole; a
 * {@link dev.mneme.git.Proposal} is a change to be made on top of it.
 *
 * <p>Invariant: {@code main} and {@code refs/mneme/state} move in the same record, so that an
 * agent's memory can be restored from the repository alone.
 */
@NullMarked
package dev.mneme.git;

import org.jspecify.annotations.NullMarked;
