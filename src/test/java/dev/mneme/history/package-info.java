/** Tests of what history is made of. */
@NullUnmarked
package dev.mneme.history;

import org.jspecify.annotations.NullUnmarked;
