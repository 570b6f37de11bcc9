package dev.mneme.objects;

/** A store does not keep what the log stands on. Nothing may be written to it. */
public final class UnfitStoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnfitStoreException(String what) {
    super(
        "This object store cannot be used: %s. Mneme needs a store with real create-if-absent"
                .formatted(what)
            + " (for S3: If-None-Match; several look-alikes ignore it)");
  }
}
