/**
 * Measurements, run by {@code ./dev bench <name>}; none is a test.
 *
 * <p>What is compared runs in turns within one run, because the machine is never the same twice.
 * Everything listens on loopback, works in a folder of its own below {@code java.io.tmpdir}, is
 * bounded in number and time, and cleans up.
 */
@NullMarked
package dev.mneme.bench;

import org.jspecify.annotations.NullMarked;
