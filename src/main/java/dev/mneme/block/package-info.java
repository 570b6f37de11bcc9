/**
 * What a block is: its fields, its label, its file, and who may change what.
 *
 * <p>Pure: values and functions over them, on the JDK alone (YAML is parsed behind one small seam).
 * Everything here is immutable and may be shared between threads.
 *
 * <p>A blob becomes {@link dev.mneme.block.FileContent}; its text is a {@link
 * dev.mneme.block.BlockFile}, at the path of a {@link dev.mneme.block.Label}. A push takes {@link
 * dev.mneme.block.BlockContent} out of it, a REST write puts it in. {@link
 * dev.mneme.block.BlockRules} judges the change, and {@link dev.mneme.block.PushReport} says so.
 *
 * <p>What holds: what is written is read back as it was, character for character; an update touches
 * the lines of a key whose meaning changes and no other; no text makes reading fail.
 */
@NullMarked
package dev.mneme.block;

import org.jspecify.annotations.NullMarked;
