/**
 * The object store that forgets: objects in this process's memory, for tests and for trying out.
 */
@NullMarked
package dev.mneme.objects.memory;

import org.jspecify.annotations.NullMarked;
