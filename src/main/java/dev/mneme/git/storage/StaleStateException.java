package dev.mneme.git.storage;

import dev.mneme.objects.ObjectKey;

/**
 * An object that a state refers to is gone: a checkpoint has taken its place since. Loading the
 * state anew helps; if it does not, the object is lost.
 */
final class StaleStateException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StaleStateException(ObjectKey object) {
    super(
        "%s is not there any more; the state of the repository must be loaded anew"
            .formatted(object));
  }
}
