/** Tests of the rows on a real SQLite file. */
@NullMarked
package dev.mneme.database;

import org.jspecify.annotations.NullMarked;
