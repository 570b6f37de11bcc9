/**
 * Where the program starts: {@link dev.mneme.Main} chooses the command, {@code ServerMain} wires
 * the server.
 */
@NullMarked
package dev.mneme;

import org.jspecify.annotations.NullMarked;
