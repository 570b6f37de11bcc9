package dev.mneme.git.storage;

import dev.mneme.objects.ObjectKey;

/**
 * An object that a state refers to is gone: a checkpoint has taken its place since. Loading the
 * state anew helps, and the log does so at its next use; if it does not help, the object is lost.
 */
public final class StaleStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StaleStateException(ObjectKey object) {
    super(
        "%s is not there any more; the state of the repository must be loaded anew"
            .formatted(object));
  }
}
