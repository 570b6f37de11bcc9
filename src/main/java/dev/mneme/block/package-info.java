/**
 * What a block is: its fields, its label, its file, and who may change what.
 *
 * <p>Pure: values and functions over them, on the JDK alone (YAML is parsed behind one small seam).
 * Everything here is immutable and may be shared between threads.
 */
@NullMarked
package dev.mneme.block;

import org.jspecify.annotations.NullMarked;
