/** What tests are written with: stores that fail, wait or count on purpose, and other fixtures. */
@NullMarked
package dev.mneme.testing;

import org.jspecify.annotations.NullMarked;
