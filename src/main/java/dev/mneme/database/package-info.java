/**
 * Agents, blocks and their attachments as rows: migrations and one class per table.
 *
 * <p>The only place with SQL. Of plain agents the rows are the truth; of agents with git memory
 * they are a cache of the repository, kept fresh by {@code memory}. Everything goes through {@link
 * dev.mneme.database.Database#read} and {@link dev.mneme.database.Database#write}; several
 * processes may use one file.
 */
@NullMarked
package dev.mneme.database;

import org.jspecify.annotations.NullMarked;
