package dev.mneme.config;

/**
 * How much work one push may make beyond the size of what it sends, and all of them together.
 *
 * @param unpacked most bytes that the objects of a push may have when they are unpacked, and most
 *     bytes of the files that it changes
 * @param objects most objects in the pack of a push, at least 1
 * @param largeAtOnce how many large pushes are unpacked at the same time, at least 1
 */
public record PushLimits(DataSize unpacked, int objects, int largeAtOnce) {
  public PushLimits {
    if (objects < 1 || largeAtOnce < 1) {
      throw new IllegalArgumentException("must be at least 1");
    }
  }
}
