/**
 * The object store in a local directory: an object is a file, its key the path below the root.
 *
 * <p>An object comes into being by one {@code link(2)} of a temporary file that is already on the
 * disk, so no reader ever sees a part of one, and of two processes only one can win a name. There
 * is no lock file: any number of processes may use the same directory.
 *
 * <p>Names that begin with a dot are never keys; the store's own {@code .tmp} is such a name.
 */
@NullMarked
package dev.mneme.objects.file;

import org.jspecify.annotations.NullMarked;
