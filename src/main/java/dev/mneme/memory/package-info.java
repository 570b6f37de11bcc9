/**
 * The use cases: create, read, change, attach and list agents and blocks.
 *
 * <p>What {@code http} and {@code mcp} call. Knows no HTTP, JGit or SQL text: what is stored as
 * rows goes through {@code database}, what is stored as commits through the package's own seam for
 * agents with git memory. Every service is safe for use by many threads.
 *
 * <p>Expected refusals are the family of {@link dev.mneme.memory.MemoryException}; anything else
 * that is thrown is a fault.
 */
@NullMarked
package dev.mneme.memory;

import org.jspecify.annotations.NullMarked;
